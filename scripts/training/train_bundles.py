"""Train the reader further on bundles: whether a passage answers, or only speaks of the same.

Training starts from a reader that ``scripts.training.train`` made (its 8-bit weights are converted
to floats). Each batch has whole bundles (``scripts.training.bundles``). The loss of a batch is the
sum of

- the binary cross-entropy of each passage, to whose logit the log-odds of a model are added that
  sees the question alone (a product of experts: what the style of the question gives away need not
  be learned; Clark, 2019);
- half the logistic loss of each pair that must be ordered (softplus of worse - better);
- the binary cross-entropy of the sentences;
- a small penalty where the probability of the passage differs from that of its sentences.

Training needs the extra ``train`` and takes one to two hours on two cores. With --resume it goes on
after the last checkpoint.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.command import guarded
from scripts.training.bundles import Bundle, Sources, gather_bundles
from scripts.training.export import export_reader
from scripts.training.load import load_reader
from scripts.training.pairs import Pair
from scripts.training.train import make_batch, open_tokenizer

_BUNDLES, _RATE, _HEAD_RATE = 4, 4e-5, 4e-4
_FROZEN_LAYERS = 6
_PAIRWISE, _SENTENCES, _TIE = 0.5, 1.0, 0.1
_FOLDS, _CHECKPOINT_STEPS = 5, 40
# How often each kind of bundle is seen in an epoch.
_SHARES = {"minimal": 1.0, "ranking": 0.25, "exchanged": 0.15}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.training.train_bundles", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "--start", type=Path, required=True, help="the reader to start from (.onnx)"
    )
    parser.add_argument("--questions", type=Path, required=True, help="questions (JSON lines)")
    parser.add_argument(
        "--minimal", type=Path, nargs="+", required=True, help="minimal pairs (JSON lines)"
    )
    parser.add_argument("--paragraphs", type=Path, required=True, help="folder of STEM.json files")
    parser.add_argument("--un", type=Path, required=True, help="folder that has gold/ and upr/")
    parser.add_argument("--folder", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--output", type=Path, required=True, help="file for the model (.onnx)")
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--batches", type=int, help="train on so many batches only")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--resume", action="store_true", help="go on after the last checkpoint")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    sources = Sources(options.questions, options.minimal, options.paragraphs, options.un)
    bundles = gather_bundles(sources, options.seed)
    rng = random.Random(options.seed)
    batches = list(_batches(bundles, options.epochs, rng))[: options.batches]
    offsets = style_offsets(bundles)
    print(f"{len(bundles):,} bundles, {len(batches):,} batches")
    model = load_reader(options.start)
    _train(model, [[(b, offsets) for b in batch] for batch in batches], options)
    export_reader(model.cpu(), options.output)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0


def _batches(
    bundles: Sequence[Bundle], epochs: float, rng: random.Random
) -> Iterator[list[Bundle]]:
    """Yield batches of bundles of similar length, in random order."""
    chosen: list[Bundle] = []
    for kind, share in _SHARES.items():
        own = [bundle for bundle in bundles if bundle.kind == kind]
        wanted = round(len(own) * share * epochs)
        while wanted > 0:
            chosen += rng.sample(own, min(wanted, len(own)))
            wanted -= len(own)
    chosen.sort(key=lambda bundle: _length(bundle) + rng.random() * 300)
    groups = [chosen[i : i + _BUNDLES] for i in range(0, len(chosen), _BUNDLES)]
    rng.shuffle(groups)
    yield from groups


def _length(bundle: Bundle) -> int:
    return max(sum(map(len, pair.sentences)) for pair in bundle.pairs)


def style_offsets(bundles: Sequence[Bundle]) -> dict[str, float]:
    """Return, for each question, the log-odds that its pairs answer, by the question alone.

    The log-odds of a question come from a model that was fitted on the questions of other reports:
    TF-IDF of words and characters, and logistic regression.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    rows = [(b.document, pair.question, pair.answered) for b in bundles for pair in b.pairs]
    documents = sorted({document for document, _, _ in rows})
    fold_of = {document: i % _FOLDS for i, document in enumerate(documents)}
    offsets: dict[str, float] = {}
    for fold in range(_FOLDS):
        others = [(q, y) for document, q, y in rows if fold_of[document] != fold]
        own = sorted({q for document, q, _ in rows if fold_of[document] == fold})
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3)
        probe = make_pipeline(make_union(words, characters), LogisticRegression(C=0.5))
        probe.fit([q for q, _ in others], [y for _, y in others])
        offsets |= dict(zip(own, probe.decision_function(own).tolist(), strict=True))
    return offsets


@dataclass(slots=True)
class _Collator:
    """Turns a batch of bundles into tensors."""

    encode: Any

    def __call__(self, batches: Sequence[Any]) -> dict[str, Any]:
        import torch

        ((batch),) = batches
        pairs: list[Pair] = []
        ordered: list[tuple[int, int]] = []
        for bundle, _ in batch:
            ordered += [(len(pairs) + a, len(pairs) + b) for a, b in bundle.ordered]
            pairs += bundle.pairs
        offsets = batch[0][1]
        inputs, means = make_batch(self.encode, pairs)
        wanted = torch.zeros(means.shape[:2])
        for row, pair in enumerate(pairs):
            wanted[row, : len(pair.answers)] = torch.tensor([float(bool(a)) for a in pair.answers])
        return {
            **inputs,
            "means": means,
            "sentences": wanted,
            "answered": torch.tensor([float(pair.answered) for pair in pairs]),
            "offsets": torch.tensor([offsets[pair.question] for pair in pairs]),
            "ordered": torch.tensor(ordered),
        }


def bundle_loss(model: Any, batch: dict[str, Any]) -> Any:
    """Return the loss of a batch; the module's docstring has its parts."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits as entropy
    from torch.nn.functional import softplus

    inputs = {n: batch[n] for n in ("input_ids", "attention_mask", "token_type_ids")}
    logits = model(**inputs)
    passage = logits[:, 0, 1]
    by_sentence = torch.einsum("bsn,bn->bs", batch["means"], logits[:, :, 0])
    known = (batch["means"].sum(dim=2) > 0).float()
    loss = entropy(passage + batch["offsets"], batch["answered"])
    better, worse = batch["ordered"].T
    loss = loss + _PAIRWISE * softplus(passage[worse] - passage[better]).mean()
    sentence = entropy(by_sentence, batch["sentences"], reduction="none") * known
    loss = loss + _SENTENCES * (sentence.sum(dim=1) / known.sum(dim=1).clamp(min=1)).mean()
    none = (1 - torch.sigmoid(by_sentence) * known).clamp(min=1e-6).prod(dim=1)
    return loss + _TIE * ((torch.sigmoid(passage) - (1 - none)) ** 2).mean()


def _train(model: Any, batches: Sequence[Any], options: argparse.Namespace) -> None:
    import torch
    from transformers import Trainer, TrainerCallback, TrainingArguments

    class BundleTrainer(Trainer):
        def compute_loss(self, model: Any, inputs: Any, *args: Any, **more: Any) -> Any:
            return bundle_loss(model, inputs)

        def _get_train_sampler(self, *args: Any) -> Any:
            return torch.utils.data.SequentialSampler(batches)

    class Log(TrainerCallback):
        def on_log(self, *args: Any, logs: Any = None, **more: Any) -> None:
            with (options.folder / "log.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(logs) + "\n")

    bert = model.shipped.bert
    for frozen in (bert.embeddings, *bert.encoder.layer[:_FROZEN_LAYERS]):
        frozen.requires_grad_(requires_grad=False)
    bert.config._attn_implementation = "sdpa"
    heads = [*model.token.parameters(), *model.whole.parameters()]
    body = [p for p in model.shipped.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    steps = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * (1 - 0.97 * step / steps)
    )
    options.folder.mkdir(parents=True, exist_ok=True)
    arguments = TrainingArguments(
        output_dir=str(options.folder),
        per_device_train_batch_size=1,
        num_train_epochs=1,
        max_grad_norm=1.0,
        logging_steps=25,
        save_steps=_CHECKPOINT_STEPS,
        save_total_limit=2,
        remove_unused_columns=False,
        report_to=[],
        seed=options.seed,
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
    trainer = BundleTrainer(
        model,
        arguments,
        data_collator=_Collator(open_tokenizer()),
        train_dataset=list(batches),
        optimizers=(optimizer, schedule),
        callbacks=[Log()],
    )
    trainer.train(resume_from_checkpoint=options.resume or None)
    bert.config._attn_implementation = "eager"


if __name__ == "__main__":
    raise SystemExit(main())
