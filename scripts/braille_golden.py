#!/usr/bin/python3
"""Writes the Braille golden files with liblouis, or checks them against the installed one.

    scripts/braille_golden.py           write stencil-gen/data/braille/{golden,differences}.tsv
    scripts/braille_golden.py --check   exit 1 if the files differ from what liblouis says now

Needs python3-louis with liblouis 3.24.0 (Debian 12). Tables and library belong together: other
versions may differ. The names are lists of common ones combined at random with a fixed seed;
they are nobody in particular.
"""

import random
import re
import sys
from pathlib import Path

import louis

DATA = Path(__file__).resolve().parent.parent / "stencil-gen" / "data" / "braille"
TABLES = {"kk": "kk.utb", "ru": "ru-litbrl.ctb", "ru-caps": "ru-litbrl-detailed.utb"}
SEED = 20260315

# Kazakh | Russian spelling.
STEMS = """
Ахмет Ахмет|Әбдірахман Абдрахман|Әлім Алим|Байғали Байгали|Бектұр Бектур|Ғабит Габит|Дүйсен Дюйсен
Ерғали Ергали|Жақсылық Жаксылык|Жүніс Жунус|Ибраһим Ибрагим|Кәрім Карим|Қасым Касым|Құрман Курман
Мұқан Мукан|Мәмбет Мамбет|Нұрпейіс Нурпеис|Нәби Наби|Омар Омар|Өмір Омир|Рақым Рахим|Сәрсен Сарсен
Сейіт Сеит|Смағұл Смагул|Тәжі Тажи|Тоқтар Токтар|Тұрсын Турсын|Төлеген Толеген|Ұзақ Узак|Үсен Усен
Шәріп Шарип|Шоқан Чокан|Ізбас Избас|Ысқақ Искак|Есен Есен|Жұмабай Жумабай|Сүлеймен Сулеймен|Мұхтар Мухтар
Бейсен Бейсен|Досмұхамед Досмухамед|Жанғали Жангали|Қайырбек Каирбек|Мырзахмет Мырзахмет|Оразбек Оразбек
Сағындық Сагиндык|Тілеу Тлеу|Хасен Хасен|Шәкен Шакен|Әуез Ауэз|Қожахмет Кожахмет|Айтмағамбет Айтмагамбет
""".replace("\n", "|").strip("|").split("|")
MALE = """
Абай Абай|Айбек Айбек|Асқар Аскар|Әділ Адиль|Бауыржан Бауржан|Болат Болат|Ғалым Галым|Дәурен Даурен
Ерлан Ерлан|Жігер Жигер|Қайрат Кайрат|Қанат Канат|Марат Марат|Мұрат Мурат|Нұрлан Нурлан|Олжас Олжас
Өмірзақ Омирзак|Рүстем Рустем|Серік Серик|Тимур Тимур|Ұлан Улан|Ыбырай Ибрай|Іңкәр Инкар|Шыңғыс Чингиз
Қасым-Жомарт Касым-Жомарт|Әбу-Насыр Абу-Насыр|Мұхамед-Әли Мухамед-Али|Жомарт Жомарт|Сұңқар Сункар|Һарон Гарон
""".replace("\n", "|").strip("|").split("|")
FEMALE = """
Айгүл Айгуль|Әлия Алия|Ботагөз Ботагоз|Гүлнәр Гульнара|Ғазиза Газиза|Динара Динара|Жанар Жанар
Қарлығаш Карлыгаш|Күләш Куляш|Ләззат Ляззат|Мөлдір Молдир|Нәзира Назира|Өрзия Урзия|Салтанат Салтанат
Сәуле Сауле|Тоғжан Тогжан|Ұлжан Улжан|Үміт Умит|Шолпан Шолпан|Ырысты Рысты|Гүл-Жан Гуль-Жан
""".replace("\n", "|").strip("|").split("|")
SLAVIC = """Иванов Петров Сидоров Кузнецов Ёлкин Щербаков Цой Ким Югай Эм Шмидт Мюллер Объедков Подъячев
Соловьёв Воробьёв Королёв Жучков Чайка Яковенко Дьяченко Мамин-Сибиряк Римский Пак Тян Фёдоров""".split()
SLAVIC_GIVEN = """Алексей Фёдор Пётр Семён Юрий Эдуард Анна-Мария Любовь Наталья Татьяна Ольга Яков Артём
Евгений Игорь Щукарь Виктор Геннадий Дмитрий Зоя Жанна Хрисанф""".split()
PATRONYMICS = """Алексеевич Фёдорович Петрович Юрьевна Сергеевна Ильинична Эдуардович Игоревна
Артёмович Нурланович Болатовна Маратович Сериковна""".split()
PARTIES_KK = """«Amanat» партиясы|"Amanat" партиясы|AMANAT партиясы|Amanat Партиясы|«Ауыл» ХДПП|«Ақ жол» ҚДП
«Respublica» Партиясы|"Respublica" партиясы|Қазақстан халық партиясы|«Байтақ» Жасылдар партиясы|ЖСДП|ҚХП|ҚР ОСК
"Ауыл" халықтық-демократиялық патриоттық партиясы|"Ақ жол" Қазақстан демократиялық партиясы|«Ауыл»дың|"Ауыл"-дың
Жалпыұлттық социал-демократиялық партия|“Ауыл” партиясы|ХДПП "Ауыл", ҚДП "Ақ жол"|Respublica-ның|AMANATтың
Өзін-өзі ұсыну|(өзін-өзі ұсыну)|өзін-өзі ұсынған кандидат|COVID-19|VIII шақырылым|IV сайланған|XXI ғасыр
""".replace("\n", "|").strip("|").split("|")
PARTIES_RU = """партия «Amanat»|Партия "AMANAT"|партия «Respublica»|партия "Respublica"|Народная партия Казахстана
Народно-демократическая патриотическая партия «Ауыл»|НДПП «Ауыл»|ДПК «Ак жол»|ОСДП|НПК|ЦИК РК|Amanat-да
Казахстанская партия зелёных «Байтак»|Демократическая партия Казахстана «Ак жол»|“Ауыл”|самовыдвижение
Общенациональная социал-демократическая партия|(самовыдвижение)|самовыдвиженец|Мажилис VIII созыва|COVID-19
""".replace("\n", "|").strip("|").split("|")
SENTENCES_KK = """Иә, қабылдаймын|Жоқ, қабылдамаймын|Иә, келісемін|Жоқ, келіспеймін|Барлығына қарсымын|Иә|Жоқ
Сіз Қазақстанда атом электр станциясын салуға келісесіз бе?|Үміткерлер тізімі|Сайлау бюллетені|Дауыс беруге арналған трафарет
Жобасы бұқаралық ақпарат құралдарында 2026 жылғы 12 ақпанда жарияланған Қазақстан Республикасының жаңа Конституциясын қабылдайсыз ба?
Қазақстан Республикасының Президентін сайлау|Мәжіліс депутаттарын сайлау|Мәслихат депутаттарын сайлау|Құрылтай депутаттарын сайлау
12 ақпан 2026 жыл|12.02.2026|12.02.2026 ж.|2026 ж. 15 наурыз|20 қараша – 2022 жыл|№ 5 сайлау округі|№ 12|№5|№ 102 учаске
Алматы қ., № 3|Астана қ.; № 2|1) Абай|2. Қасым|1-тур (қосымша)|(2-тур)|5-округ|2-ші сайлау округі|1, 3, 5|1 және 2|50 %|50%|0,5 %|1,5
сағат 7:00-ден 20:00-ге дейін|7:00–20:00|иә/жоқ|және/немесе|Қ. К.|Қ.К. Тоқаев|Ә. Б.|Т. Ө. Ұ.|І. Һ. Ң.|Қ.-Ж. К. Тоқаев|5а|12Б|7ә|3-Ә
Бұл - бюллетень|Бұл – бюллетень|Бұл — бюллетень|- иә|— жоқ|Назар аударыңыз!|Кім? Не?|Осылай: бір белгі; екі белгі болмайды.|а; б; в
Д'Артаньян|Д’Артаньян|Мысалы…|Мысалы... осылай|(шоқ аралының) батысы|келісемін (келіспеймін)|(1 + 2 + 3) + 4 = 10|123,5+46=169,5|1)|қайта сайлау (30.10.2023)
Бюллетеньде 16 үміткер, 17 қатар.|Бір (1) белгі қойыңыз|(а) нұсқасы|1 а|а) б) в)|100 000|12 244 683|2023 жылғы 19 наурыз|2026-2030|Ж. ж. 5.|Мәтін 5. Келесі
""".replace("\n", "|").strip("|").split("|")
SENTENCES_RU = """Да, принимаю|Нет, не принимаю|Да, согласен|Нет, не согласен|Да, согласен (-на)|Нет, не согласен (-на)|Против всех|Да|Нет
Согласны ли вы со строительством атомной электростанции в Казахстане?|Список кандидатов|Избирательный бюллетень|Трафарет для голосования
Принимаете ли Вы новую Конституцию Республики Казахстан, проект которой опубликован в средствах массовой информации 12 февраля 2026 года?
Выборы Президента Республики Казахстан|Выборы депутатов Мажилиса|Выборы депутатов маслихата|Выборы в Курултай|Всё верно|ВСЁ|ЁЛКА|ещё
12 февраля 2026 года|12.02.2026|12.02.2026 г.|15 марта 2026 г.|20 ноября – 2022 год|№ 5|Избирательный округ № 5|№5|участок № 102|№ 1, № 2
г. Алматы, № 3|г. Астана; № 2|1) Абай|2. Касым|1-й тур (повторный)|(2-й тур)|5-й округ|1, 3, 5|1 и 2|50 %|50%|0,5 %|1,5|с 7:00 до 20:00|7:00–20:00
да/нет|и/или|К. К.|К.К. Токаев|А. Б. Ёлкин|К.-Ж. К. Токаев|5а|12Б|3-А|Это - бюллетень|Это – бюллетень|Это — бюллетень|- да|— нет|Внимание!
Кто? Что?|Так: одна отметка; две нельзя.|а; б; в|Д'Артаньян|Д’Артаньян|Например…|Например... так|(согласен)|согласен(-на)|(1 + 2 + 3) + 4 = 10|123,5+46=169,5|1)
Повторные выборы (30.10.2023)|В бюллетене 16 кандидатов, 17 строк.|Поставьте одну (1) отметку|вариант (а)|1 а|а) б) в)|100 000|12 244 683|19 марта 2023 года|2026-2030|Ст. 5.
""".replace("\n", "|").strip("|").split("|")
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = "әғқңөұүһі"
# Nonsense that Braille itself cannot tell from something else (н5 and № 5): marked "ambiguous" in
# the golden file, so that only the way to Braille is compared.
AMBIGUOUS = re.compile(r"[()]|[нөә]\d|(^|[ ,;])!|%ә", re.IGNORECASE)
NONSENSE = set()

LATIN_WORD = "every Latin word has its sign: without it the word reads as Cyrillic, also for liblouis itself"
KAZAKH_IN_RUSSIAN = "the Russian table has no Kazakh letters; they keep their Kazakh cells"
LOW_QUOTE = "the quotation mark that closes „…“ must not be the opening cell"
STRAIGHT_QUOTE = "the second straight quotation mark of a pair closes it"
# Where our rule differs from liblouis: language, print, our Braille, reason.
DIFFERENCES = [
    ("kk", "„Ауыл“ партиясы", "⠦⠁⠥⠮⠇⠴⠀⠏⠁⠗⠞⠊⠫⠎⠮", LOW_QUOTE),
    ("ru", "„Ауыл“", "⠦⠁⠥⠮⠇⠴", LOW_QUOTE),
    ("kk", '"Ауыл"дың', "⠦⠁⠥⠮⠇⠴⠙⠮⠩", STRAIGHT_QUOTE),
    ("kk", '" Ауыл "', "⠦⠀⠁⠥⠮⠇⠀⠴", STRAIGHT_QUOTE),
    ("kk", "Наурызʼдың", "⠝⠁⠥⠗⠮⠵⠄⠙⠮⠩", "U+02BC is an apostrophe; liblouis adds a stray dot 5"),
    ("kk", "Amanat, Respublica", "⠨⠁⠍⠁⠝⠁⠞⠂⠨⠗⠑⠎⠏⠥⠃⠇⠊⠉⠁", LATIN_WORD),
    ("kk", "New Generation партиясы", "⠨⠝⠑⠺⠀⠨⠛⠑⠝⠑⠗⠁⠞⠊⠕⠝⠀⠏⠁⠗⠞⠊⠫⠎⠮", LATIN_WORD),
    ("kk", "Amanat-Respublica", "⠨⠁⠍⠁⠝⠁⠞⠤⠨⠗⠑⠎⠏⠥⠃⠇⠊⠉⠁", LATIN_WORD),
    ("kk", "A.B. Иванов", "⠨⠁⠲⠨⠃⠲⠀⠊⠺⠁⠝⠕⠺", LATIN_WORD),
    ("kk", "O'Brien", "⠨⠕⠄⠨⠃⠗⠊⠑⠝", LATIN_WORD),
    ("kk", "IV, V", "⠨⠊⠧⠂⠨⠧", LATIN_WORD),
    ("kk", "иә//жоқ", "⠊⠜⠠⠌⠠⠌⠚⠕⠹", "a slash is written the same everywhere"),
    ("kk", "иә  жоқ", "⠊⠜⠀⠚⠕⠹", "a run of spaces is one blank"),
    ("kk", " - иә", "⠤⠊⠜", "no blank before a dash, also at the start"),
    ("kk", "Ақмола ‑ Астана", "⠁⠹⠍⠕⠇⠁⠤⠀⠁⠎⠞⠁⠝⠁", "every dash and hyphen follows one spacing rule"),
    ("kk", "5...", "⠼⠑⠠⠲⠲⠲", "only a single full stop makes a list number"),
    ("kk", "«Иә, — деді ол, — жоқ»", "⠦⠊⠜⠂⠤⠀⠙⠑⠙⠽⠀⠕⠇⠂⠤⠀⠚⠕⠹⠴", "direct speech does not occur on ballots; a dash is written the same everywhere"),
    ("ru", "Қасым", "⠹⠁⠎⠮⠍", KAZAKH_IN_RUSSIAN),
    ("ru", "Іле", "⠽⠇⠑", KAZAKH_IN_RUSSIAN),
    ("ru", "Әділет", "⠜⠙⠽⠇⠑⠞", KAZAKH_IN_RUSSIAN),
]


def braille(lang, text):
    return louis.translateString([TABLES[lang]], text, mode=louis.dotsIO | louis.ucBrl)


def pairs(words):
    return [entry.split() for entry in words]


def people(rng, column, count):
    """Full names: surname, given name and patronymic as the language spells them."""
    surname_ends = [("ов", "ова"), ("ев", "ева"), ("", ""), ("ұлы", "қызы"), ("бек", "бек")]
    if column == 1:
        surname_ends[3] = ("улы", "кызы")
    son, daughter = (("ұлы", "қызы"), ("улы", "кызы"))[column]
    names = []
    for _ in range(count):
        gender = rng.randrange(2)
        given = rng.choice(pairs((MALE, FEMALE)[gender]))[column]
        surname = rng.choice(pairs(STEMS))[column] + rng.choice(surname_ends)[gender]
        father = rng.choice(pairs(MALE))[column]
        patronymic = father + rng.choice([(son, daughter), ("ович", "овна"), (" " + son, " " + daughter)])[gender]
        form = rng.randrange(6)
        if form < 2:
            names.append(f"{surname} {given}")
        elif form == 2:
            names.append(f"{surname} {given} {patronymic}")
        elif form == 3:
            names.append(f"{surname} {given[0]}. {patronymic[0]}.")
        elif form == 4:
            names.append(f"{given[0]}. {surname}".upper())
        else:
            names.append(f"{surname}-{rng.choice(pairs(STEMS))[column]} {given}")
    return names


def slavs(rng, count):
    return [
        f"{rng.choice(SLAVIC)} {rng.choice(SLAVIC_GIVEN)}" + rng.choice(["", " " + rng.choice(PATRONYMICS)])
        for _ in range(count)
    ]


def nonsense(rng, letters, count):
    """Short strings that put signs next to each other as no text does."""
    pool = list(letters * 2 + letters.upper()) + list("0123456789" * 3 + " " * 20 + ".,;:?!-–()«»'%/")
    strings = (" ".join("".join(rng.choice(pool) for _ in range(rng.randint(2, 9))).split()) for _ in range(count))
    kept = [s for s in strings if s and "//" not in s and ".." not in s]
    NONSENSE.update(kept)
    return kept


def alphabet(letters):
    forms = list(letters + letters.upper())
    return forms + [f"а{x}б" for x in forms] + [f"7{x}" for x in forms]


def corpus():
    rng = random.Random(SEED)
    single = {column: [s[column] + end for s in pairs(STEMS) for end in ("", "ов", "ева")] for column in (0, 1)}
    given = {column: [g[column] for g in pairs(MALE) + pairs(FEMALE)] for column in (0, 1)}
    numbers = [str(n) for n in (*range(0, 60), 99, 100, 435, 2022, 12482613)] + [f"{n}." for n in range(1, 44)]
    kazakh = alphabet(CYRILLIC + KAZAKH) + single[0] + given[0] + PARTIES_KK + SENTENCES_KK + numbers
    kazakh += [word.upper() for word in PARTIES_KK + SENTENCES_KK]
    kazakh += people(rng, 0, 1000) + slavs(rng, 40) + nonsense(rng, CYRILLIC + KAZAKH, 500)
    russian = alphabet(CYRILLIC) + single[1] + given[1] + PARTIES_RU + SENTENCES_RU + numbers
    russian += [word.upper() for word in PARTIES_RU + SENTENCES_RU]
    russian += people(rng, 1, 420) + slavs(rng, 160) + nonsense(rng, CYRILLIC, 350)
    capitals = PARTIES_RU + SENTENCES_RU + alphabet(CYRILLIC)[:33] + people(rng, 1, 120)
    lines = {("kk", t): None for t in kazakh} | {("ru", t): None for t in russian}
    lines |= {("ru-caps", t): None for t in capitals}
    different = {(lang, text) for lang, text, _, _ in DIFFERENCES}
    return [line for line in lines if line not in different]


def head(columns):
    return [
        "# Braille reference, machine output: not proofread by a Braille reader.",
        f"# Made by scripts/braille_golden.py with liblouis {louis.version()}, seed {SEED}; tables "
        + ", ".join(f"{lang} = {table}" for lang, table in TABLES.items()),
        "# " + columns,
    ]


def golden_line(lang, text):
    line = [lang, text, braille(lang, text)]
    return "\t".join(line + ["ambiguous"] * (text in NONSENSE and bool(AMBIGUOUS.search(text))))


# English for handbooks. Texts on which our rule differs on purpose are not here: numbers grouped by
# spaces (we repeat the number sign), straight quotes after a bracket (we curl them), a question
# mark inside a word.
SENTENCES_EN = [
    "Hello World", "ABC", "ABCs", "USA and UK", "THE WHOLE LINE", "A B C", "A B", "ABC DEF", "5a", "5A", "5k", "12,5",
    "1,000.50", "5-6", "3/4", '"Yes," he said.', "“Yes,” he said.", "don't", "CEC’s", "(see page 5)",
    "a) b) c)", "50%", "No. 5", "A–B", "A — B", "x; y: z? w!", "2026-11-22", "a/b", "O'Neil-Smith", "e.g.", "1st",
    "2nd", "3rd", "4th", "10:30", "& co", "@home", "*", "+ = -", "I", "x…", "[a]", "5th", "A4", "A3", "1.2mm",
    "3 mm", "B5c", "McDonald", "iPhone", "UNESCO-led", "a 5.", "a 5, b", "Put the ballot into the stencil from below.",
    "Pass two ridges, then the second window.", "Make your mark in the middle of the hole.",
    "The corner of the ballot is at the top right.", "PLEASE CALL A POLL WORKER NOW.", "Press the key in the middle.",
    "Wipe the stencil after every voter!", "Is the number 43 the last row?", "Central Election Commission (CEC)",
    "Law of 28 September 1995, No. 2464, Art. 42(2)", "§ 5", "20 °C", "#5", "A5: 148 by 210 mm", "5 January 2026",
    "Tañdau".replace("ñ", "n"), "eBay and YouTube", "It’s 9 o’clock.", "one-way", "2–43 rows", "up to 500 mm",
]
WORDS_EN = """ballot stencil window row ridge notch corner flap wing booklet number name candidate party answer
against all mark pen board voter poll worker booth keypad headphones key left right up down select help repeat""".split()


def english():
    rng = random.Random(SEED)
    lines = dict.fromkeys(SENTENCES_EN)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        lines |= dict.fromkeys([letter, letter.upper(), f"7{letter}", f"7{letter.upper()}", f"{letter}{letter.upper()}{letter}"])
    for number in (*range(0, 60), 99, 100, 435, 2022):
        lines |= dict.fromkeys([str(number), f"row {number}", f"{number}.", f"No. {number}:"])
    for _ in range(300):
        words = [rng.choice(WORDS_EN) for _ in range(rng.randint(2, 6))]
        changed = [rng.choice([str.lower, str.lower, str.capitalize, str.upper])(word) for word in words]
        lines[" ".join(changed) + rng.choice([".", "!", "?", "", ";", ":"])] = None
    return list(lines)


def files():
    golden = head("language<TAB>print<TAB>Braille[<TAB>ambiguous]")
    golden += [golden_line(lang, text) for lang, text in corpus()]
    differences = head("language<TAB>print<TAB>ours<TAB>liblouis<TAB>reason")
    differences += ["\t".join((lang, text, ours, braille(lang, text), why)) for lang, text, ours, why in DIFFERENCES]
    handbook = head("language<TAB>print<TAB>Braille")
    handbook[1] = handbook[1].split("; tables")[0] + "; table en-ueb-g1.ctb"
    ueb = lambda text: louis.translateString(["en-ueb-g1.ctb"], text, mode=louis.dotsIO | louis.ucBrl)
    handbook += [f"en\t{text}\t{ueb(text)}" for text in english()]
    return {
        DATA / "golden-en.tsv": "\n".join(handbook) + "\n",
        DATA / "golden.tsv": "\n".join(golden) + "\n",
        DATA / "differences.tsv": "\n".join(differences) + "\n",
    }


def main():
    wanted = files()
    if "--check" not in sys.argv[1:]:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path}: differs from liblouis {louis.version()}; run scripts/braille_golden.py and look", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
