"""Phrases that are no question about the reports, and words that make a text more than keywords."""

import re

from assistant.answer import Reply
from assistant.question.lexicon.rows import pattern

_GREETING = (
    r"hello+|hi+|hey+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|welcome|"
    r"(?:and )?how (?:are|r) (?:you|u)(?: doing| today| feeling)*|how do you do|how(?:'s|"
    r" is) it going|"
    r"(?:nice|pleased|good|great) to (?:meet|see) you|what's up|"
    r"bonjour|bonsoir|salut|hola|buenos d[ií]as|buenas(?: tardes| noches)?|hallo|"
    r"guten (?:tag|morgen|"
    r"abend)|ciao|ol[aá]|namaste|salaam|مرحبا|أهلا(?: وسهلا)?|السلام عليكم|صباح الخير|مساء الخير|"
    r"你好|您好|早上好|晚上好|嗨|здравствуйте|здравствуй|привет|добр(?:ый день|ое утро|ый вечер)"
)
_THANKS = (
    r"thanks?|thank (?:you|u)|thankyou|thx|tks|ty|many thanks|cheers|much (?:appreciated|obliged)|"
    r"(?:i )?(?:really )?appreciate (?:it|that)|i(?:'m| am) (?:very )?grateful|"
    r"merci|gracias|danke(?: sch[oö]n)?|grazie|obrigad[oa]|شكرا(?: جزيلا)?|شكرًا(?: جزيلًا)?|"
    r"谢谢(?:你|您)?|多谢|спасибо|благодарю|"
    r"great|perfect|cool|awesome|nice|wonderful|excellent|brilliant|super|lovely|amazing|fantastic|"
    r"ok(?:ay)?|k|sure|fine|right|alright|all right|lol|haha+|wow|"
    r"got it|gotcha|i see|understood|noted|makes sense|no problem|never ?mind|"
    r"(?:very |well )?(?:good|helpful|useful|interesting|done)(?: (?:job|bot|answer|work|one))?|"
    r"that(?:'s| is| was| will be)(?: all| very| really| so)*"
    r"(?: great| helpful| good| useful| perfect| nice| interesting| fine| enough| kind)?|that helps"
)
_GOODBYE = (
    r"(?:good ?)?bye+(?: ?bye)?|see (?:you|ya)(?: later| soon| tomorrow)?|good night|farewell|cya|"
    r"have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|take care|so long|"
    r"au revoir|[aà] bient[oô]t|adi[oó]s|hasta (?:luego|pronto|la vista)|auf wiedersehen|"
    r"tsch[uü]ss|"
    r"مع السلامة|إلى اللقاء|وداعا|再见|拜拜|до свидания|пока"
)
_YOU = r"(?:you|u|pilcrow|this (?:bot|tool|app|site|page|thing|assistant|program|system|website))"
_HELP = (
    r"(?:i need |can you |could you |please |give me )*(?:some )?help(?: me|"
    r" us)?(?: out)?|h|\?|/help|"
    rf"(?:and )?what (?:can|could|do|does) (?:{_YOU}|i|we) (?:do|answer|offer|know|ask|ask you)"
    r"(?: for me| for us| here| exactly)?|"
    r"what (?:can|could) you (?:help|assist)(?: me| us)?(?: with)?|how can you help(?: me| us)?|"
    r"what (?:kind|sort|type)s? of (?:questions?|things?) (?:can|may|could|should) (?:i|we|you) "
    r"(?:ask|answer|do)(?: you)?|what (?:questions?|should|may|might) (?:can |should )?(?:i|we) ask"
    r"(?: you)?|who (?:are|r) (?:you|u)|what (?:exactly )?(?:are|r) (?:you|u)|"
    rf"(?:what|who) is {_YOU}|what(?:'s| is) your (?:name|purpose|job)|"
    rf"who (?:made|built|created|wrote|developed|programmed|trained) {_YOU}|"
    r"are you (?:there|real|alive|human|sentient|ai|chatgpt|gpt|claude|"
    r"(?:an? )?(?:real )?(?:\w+ )?(?:bot|robot|human|person|ai|machine|chatbot|computer|assistant|"
    r"llm|language model))|(?:is )?any(?:one|body) (?:there|here|home)|"
    rf"how (?:do|does|should|can) (?:{_YOU}|i|we) (?:work|use|start|begin|ask)(?: {_YOU}|"
    rf" this| it)?|"
    r"(?:please )?(?:introduce|describe|tell me about|explain) yourself|"
    r"(?:give me |show me )?(?:some )?example(?: question)?s|"
    r"test(?:ing|s)?|ping|start|menu|instructions|"
    r"aide|[aà] l'aide|ayuda|hilfe|مساعدة|帮助|помощь|помогите|qui es-tu|qui [eê]tes-vous|"
    r"qu[eé] puedes hacer|qui[eé]n eres|que (?:peux-tu|pouvez-vous) faire|من أنت|"
    r"ماذا يمكنك أن تفعل|"
    r"你是谁|你能做什么|您是谁|кто ты|кто вы|что ты умеешь|что вы умеете"
)
_FILLER = (
    r"there|all|everyone|everybody|folks|guys|pilcrow|bot|friend|my friend|sir|madam|"
    r"again|dear|team|"
    r"(?:ever )?so much|very much|a (?:lot|million|bunch|ton)|for (?:all )?(?:your|the|this|that|"
    r"it|everything)(?: quick| great)?(?: help| answers?| time| assistance| info| information| "
    r"support| reply)?|please|to you|then|now|today|mate|and|oh|ah|um+|hm+|well|yes|too|you|123|"
    r"beaucoup|bien|muchas|mil|большое|пожалуйста|à tous|a todos|1|2|3"
)

SMALL_TALK_PHRASES: tuple[tuple[Reply, re.Pattern[str]], ...] = (
    ("help", pattern("help", rf"(?:{_HELP})(?!\w)", "who are you?", "hello")),
    ("goodbye", pattern("goodbye", rf"(?:{_GOODBYE})(?!\w)", "bye", "thanks")),
    ("greeting", pattern("greeting", rf"(?:{_GREETING})(?!\w)", "good morning", "bye")),
    ("thanks", pattern("thanks", rf"(?:{_THANKS})(?!\w)", "thank you!", "hola")),
)
FILLER = pattern("filler", rf"(?:{_FILLER})(?!\w)", "there", "vaccines")
NO_WORD = pattern("characters between words", r"[\W_]+", "?!", "why")
PUNCTUATION = pattern("mark after a greeting", r"[,.!?;:،。！，–—-]", "hello, ", "hello ")

# Without any of these, a few words are keywords to search for: there is no verb and no question.
SENTENCE_WORD = pattern(
    "word of a sentence that is no keyword",
    r"\b(?:who|whom|whose|when|where|why|how|which|what|whether|if|"
    r"is|are|was|were|be|been|being|am|does|do|did|has|have|had|can|could|shall|should|will|would|"
    r"may|might|must|isn't|aren't|wasn't|doesn't|don't|didn't|can't|won't|"
    r"i|you|he|she|they|we|it|him|her|them|this|that|these|those|there|"
    r"tell|give|list|name|show|explain|describe|compare|find|summari[sz]e|quote|define|"
    r"say|says|said|"
    r"please|let|know|want|write|translate|look|read|search|get|"
    r"visited|hoarded|asked|recommended|wrote|met|went|made|became|says|stated|reported|argued|"
    r"called|concluded|found|took|gave|held|urged|mean|means|meant|happened|happen)\b|"
    r"['’]s\b\s+the\b",
    "Qatar visited",
    "vaccine patents",
)
