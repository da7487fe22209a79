"""Train the reader, which finds the sentences of a passage that answer a question.

Training starts from the cross-encoder of the installed package (ms-marco-MiniLM-L-12-v2), whose
8-bit weights are converted to floats. For each passage the reader learns three outputs: a logit for
each sentence, a logit for the whole passage, and the score of the cross-encoder. The third output
keeps what the cross-encoder has learned. Training needs the extra ``train`` and the question sets,
and takes about an hour on two cores.
"""

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.command import guarded
from scripts.training.export import export_reader, make_reader
from scripts.training.pairs import Pair, gather

_SEED = 7
_MAX_TOKENS = 300
_BATCH, _RATE, _HEAD_RATE, _WARM_UP = 16, 3e-5, 1e-3, 40
_FROZEN_LAYERS = 3
_TEACHER_WEIGHT = 0.02


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.training.train", description=__doc__)
    parser.add_argument(
        "--qa", type=Path, required=True, help="folder of the sets clapnq and policyqa"
    )
    parser.add_argument("--un", type=Path, required=True, help="folder that has gold/ and upr/")
    parser.add_argument("--output", type=Path, required=True, help="file for the model (.onnx)")
    parser.add_argument("--epochs", type=float, default=2)
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    import torch

    random.seed(_SEED)
    torch.manual_seed(_SEED)
    pairs = gather(options.qa, options.un, _SEED)
    trained = [pair for pair in pairs if not pair.check]
    checks = [pair for pair in pairs if pair.check]
    print(f"{len(trained):,} pairs to train on, {len(checks):,} to check with")
    model = make_reader()
    _train(model, trained, options.epochs)
    _check(model, checks)
    export_reader(model, options.output)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0


def open_tokenizer() -> Any:
    """Return the tokenizer of the reader, which cuts passages to ``_MAX_TOKENS``."""
    from tokenizers import Tokenizer

    from index.models.weights import CROSS_ENCODER, locate

    tokenizer = Tokenizer.from_file(str(locate(CROSS_ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")
    return tokenizer


def make_batch(tokenizer: Any, pairs: Sequence[Pair]) -> tuple[dict[str, Any], Any]:
    """Return the model's inputs, and the weights that average the tokens of each sentence.

    The weights have the shape (pairs, sentences, tokens). They are 0 for a sentence that was
    truncated.
    """
    import torch

    encoded = []
    for pair in pairs:
        starts, text = [], f"{pair.heading}. " if pair.heading else ""
        for sentence in pair.sentences:
            starts.append(len(text))
            text += sentence + " "
        encoded.append((tokenizer.encode(pair.question, text), [*starts, len(text)]))
    width = max(len(encoding.ids) for encoding, _ in encoded)
    ids, mask, types = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
    means = torch.zeros(len(pairs), max(len(pair.sentences) for pair in pairs), width)
    for row, (encoding, starts) in enumerate(encoded):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        mask[row, :length] = 1
        types[row, :length] = torch.tensor(encoding.type_ids)
        for column, (start, end) in enumerate(encoding.offsets):
            if encoding.type_ids[column] == 1 and end > start >= starts[0]:
                means[row, np.searchsorted(starts, start, side="right") - 1, column] = 1
    means /= means.sum(dim=2, keepdim=True).clamp(min=1)
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}, means


def _train(model: Any, pairs: Sequence[Pair], epochs: float) -> None:
    import torch

    tokenizer = open_tokenizer()
    bert = model.shipped.bert
    for frozen in (bert.embeddings, *bert.encoder.layer[:_FROZEN_LAYERS]):
        frozen.requires_grad_(requires_grad=False)
    heads = [*model.token.parameters(), *model.whole.parameters()]
    body = [p for p in model.shipped.parameters() if p.requires_grad]
    rates = (_RATE, _HEAD_RATE)
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01)
    batches = _batches(pairs, epochs)
    model.eval()
    with torch.no_grad():
        teacher = {
            id(pair): float(model(**make_batch(tokenizer, [pair])[0])[0, 0, 2])
            for pair in {id(pair): pair for batch in batches for pair in batch}.values()
        }
    model.train()
    start = time.monotonic()
    for step, chosen in enumerate(batches):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (step + 1) / _WARM_UP) * (1 - 0.95 * step / len(batches))
        loss = _loss(model, tokenizer, chosen, [teacher[id(pair)] for pair in chosen])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 25 == 0:
            print(f"{step}/{len(batches)}  {time.monotonic() - start:.0f} s  {loss.item():.3f}")


def _batches(pairs: Sequence[Pair], epochs: float) -> list[list[Pair]]:
    """Return batches of pairs of similar length, in random order."""
    size = len(pairs) // _BATCH
    batches: list[list[Pair]] = []
    while len(batches) < epochs * size:
        order = sorted(
            pairs, key=lambda pair: sum(map(len, pair.sentences)) + random.random() * 200
        )
        epoch = [order[i * _BATCH : (i + 1) * _BATCH] for i in range(size)]
        random.shuffle(epoch)
        batches += epoch
    return batches[: math.ceil(epochs * size)]


def _loss(model: Any, tokenizer: Any, pairs: Sequence[Pair], teacher: Sequence[float]) -> Any:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits as entropy

    inputs, means = make_batch(tokenizer, pairs)
    logits = model(**inputs)
    by_sentence = torch.einsum("bsn,bn->bs", means, logits[:, :, 0])
    wanted, known = torch.zeros_like(by_sentence), torch.zeros_like(by_sentence)
    for row, pair in enumerate(pairs):
        for column, answers in enumerate(pair.answers):
            wanted[row, column] = float(bool(answers))
            known[row, column] = float(answers is not None)
    known *= means.sum(dim=2) > 0
    sentence_loss = (entropy(by_sentence, wanted, reduction="none") * known).sum(dim=1)
    sentence_loss = sentence_loss / known.sum(dim=1).clamp(min=1)
    answered = torch.tensor([float(pair.answered) for pair in pairs])
    passage_loss = entropy(logits[:, 0, 1], answered, reduction="none")
    teacher_loss = (logits[:, 0, 2] - torch.tensor(teacher)) ** 2 * _TEACHER_WEIGHT
    weights = torch.tensor([pair.weight for pair in pairs])
    return (weights * (sentence_loss + passage_loss + teacher_loss)).mean()


def _check(model: Any, pairs: Sequence[Pair]) -> None:
    """Print two figures on our own questions, which were not trained on.

    The first is the AUC between passages with an answer and near misses. The second is the share of
    answerable questions whose best sentence is right.
    """
    import torch
    from sklearn.metrics import roc_auc_score

    tokenizer = open_tokenizer()
    model.eval()
    answered, scores, correct = [], [], []
    for pair in (pair for pair in pairs if pair.source == "own"):
        inputs, means = make_batch(tokenizer, [pair])
        with torch.no_grad():
            logits = model(**inputs)[0]
        by_sentence = means[0] @ logits[:, 0]
        answered.append(pair.answered)
        scores.append(float(logits[0, 1] + by_sentence.max()))
        if pair.answered and len(pair.sentences) > 1:
            correct.append(bool(pair.answers[int(by_sentence.argmax())]))
    auc = roc_auc_score(answered, scores)
    print(f"checked: AUC against near misses {auc:.3f}, sentence {np.mean(correct):.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
