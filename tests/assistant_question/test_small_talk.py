import pytest

from assistant.question.small_talk import small_talk_in, without_small_talk


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("hello", "greeting"), ("hi there", "greeting"), ("Good morning!", "greeting"),
        ("Hey Pilcrow, how are you?", "greeting"), ("Bonjour !", "greeting"),
        ("¡Hola!", "greeting"),
        ("مرحبا", "greeting"), ("你好", "greeting"), ("Привет!", "greeting"),
        ("thanks", "thanks"), ("thank you!", "thanks"), ("Thanks a lot for your help", "thanks"),
        ("ok great, thx", "thanks"), ("merci beaucoup", "thanks"), ("谢谢", "thanks"),
        ("bye", "goodbye"), ("Thank you, goodbye!", "goodbye"), ("see you later", "goodbye"),
        ("what can you do?", "help"), ("who are you?", "help"), ("help", "help"), ("test", "help"),
        ("Hello, what can you do?", "help"), ("What’s your name?", "help"),
        ("are you a bot?", "help"), ("How does this tool work?", "help"), ("???", "help"),
        ("", "help"),
    ],
)  # fmt: skip
def test_what_is_no_question_gets_a_reply(text: str, reply: str) -> None:
    assert small_talk_in(text) == reply


@pytest.mark.parametrize(
    "text",
    [
        "hello, which countries did he visit?", "thanks. and Qatar?", "good practices", "why?",
        "Qatar",
        "the right to food", "test case", "help for refugees", "para. 23 please", "and then?",
        "please",
        "how does vaccine hoarding work?", "who are the refugees?", "hi, para 5",
    ],
)  # fmt: skip
def test_a_question_behind_a_greeting_is_a_question(text: str) -> None:
    assert small_talk_in(text) == ""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hello, which countries did he visit?", "which countries did he visit?"),
        ("Hi there! para 5", "para 5"),
        ("thanks. and Qatar?", "and Qatar?"),
        ("Good practices", "Good practices"),
        ("Qatar, thanks", "Qatar, thanks"),
        ("hello", "hello"),
    ],
)
def test_a_greeting_before_a_question_is_left_out(text: str, question: str) -> None:
    assert without_small_talk(text) == question
