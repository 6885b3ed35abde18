"""Eight weeks of an office, from Spring Festival to Easter 2026: what is done each day, and what becomes of it.

The weeks run from Monday 16 February to Sunday 12 April. Chinese banks are closed until 23 February and on 6 April, and
open on Saturday 28 February; British ones are closed on Good Friday 3 April, England's on Easter Monday 6 April too.
"""

from tests.commitments.office import Item

FIRST, LAST = "02-16", "04-12"

ITEMS = {
    "A1": Item("ASH", "Ashby", "2026-01-10", "GBP", 1000),
    "A2": Item("ASH", "Ashby", "2026-01-20", "GBP", 500),
    "A3": Item("ASH", "Ashby", "2026-02-01", "GBP", 300),
    "B1": Item("BIR", "Birch", "2026-01-15", "GBP", 800),
    "B2": Item("BIR", "Birch", "2026-01-16", "EUR", 600),
    "C1": Item("CED", "Cedar", "2026-01-10", "GBP", 400),
    "CC": Item("CED", "Cedar", "2026-01-25", "GBP", -100),
    "C2": Item("CED", "Cedar", "2026-02-05", "GBP", 250),
    "D1": Item("DON", "Dongfang", "2026-01-05", "CNY", 12000),
    "D2": Item("DON", "Dongfang", "2026-01-31", "CNY", 9000),
    "E1": Item("ELM", "Elm", "2026-01-10", "GBP", 700),
    "E2": Item("ELM", "Elm", "2026-01-20", "GBP", 350),
    "F1": Item("FIR", "Fir", "2026-01-10", "GBP", 900),
    "F2": Item("FIR", "Fir", "2026-01-20", "GBP", 450),
    "H1": Item("HUA", "Huaxing", "2026-01-05", "CNY", 50000),
    "I1": Item("IVY", "Ivy", "2026-01-10", "GBP", 750, open=600),
    "J1": Item("JUN", "Juniper", "2026-01-10", "GBP", 220),
    "K1": Item("HOL", "Holly", "2026-01-10", "GBP", 200),
    "K2": Item("HOL", "Holly", "2026-01-20", "GBP", 300),
    "M1": Item("MIN", "Ming", "2026-02-20", "CNY", 3000),
}

PLAN = {
    "currency": "CNY",
    "kind": "instalment_plan",
    "instalments": "2026-02-27 6000\n2026-03-13 9000\n2026-03-27 6000",
}
BILL = {"currency": "CNY", "kind": "bill", "matures": "2026-03-10"}
EUR, CNY = {"currency": "EUR"}, {"currency": "CNY"}

# What is done on which day, in order: the name of the act, what it is done with, and what is named in it.
ACTS: dict[str, list[tuple]] = {
    "02-16": [
        ("listed", "02-13"), ("settings", {"tolerance_days": 1, "kept_percent": 100}),
        ("abroad", "CN", "Asia/Shanghai", "DON", "HUA", "MIN"), ("banks", "BIR", "GB-ENG"),
        ("promise", "A1", "ASH", 1000, "02-20", "A1"), ("promise", "A3 part", "ASH", 100, "02-19", "A3"),
    ],
    "02-17": [
        ("hand", "H-1", "IVY", 100, "02-17", {"I1": 100}), ("promise", "credit", "CED", 550, "03-06", "C1", "C2", "CC"),
    ],
    "02-18": [("promise", "A2", "ASH", 500, "02-25", "A2"), ("promise", "I1", "IVY", 500, "02-26", "I1")],
    "02-20": [("file", "ASH 02-19 100,A3,R-1,GBP", "IVY 02-13 150,I1,R-2,GBP")],
    "02-23": [("listed", "02-20", {"A3": 200, "I1": 500})],
    "02-24": [("promise", "plan", "DON", 21000, "03-27", "D1", "D2", PLAN)],
    "02-25": [("promise", "bill", "HUA", 50000, "03-04", "H1", BILL)],
    "02-26": [("file", "ASH 02-25 200,A2,R-3,GBP")],
    "02-27": [("file", "IVY 02-27 350,I1,R-4,GBP"), ("promise", "A3 rest", "ASH", 200, "03-06", "A3")],
    "03-02": [("listed", "02-27", {"A1": 0, "A2": 300, "I1": 150}), ("promise", "E1", "ELM", 700, "03-13", "E1")],
    "03-03": [
        ("file", "DON 02-28 6000,D1,R-5,CNY"), ("hand", "H-2", "ASH", 300, "03-03", {"A2": 300}),
        ("promise", "account", "HOL", 250, "03-10"), ("promise", "K2", "HOL", 300, "03-09", "K2"),
        ("promise", "E2", "ELM", 350, "03-17", "E2"),
    ],
    "03-04": [("file", "ASH 02-23 1000,A1,R-6,GBP"), ("promise", "F1", "FIR", 900, "03-18", "F1")],
    "03-05": [("promise", "F2", "FIR", 450, "03-16", "F2")],
    "03-06": [("hand", "H-3", "ELM", 100, "03-06", {"E2": 100})],
    "03-09": [
        ("listed", "03-06", {"A2": 0, "D1": 6000, "E2": 250}), ("settings", {"tolerance_days": 0, "kept_percent": 95}),
        ("promise", "E1 again", "ELM", 700, "03-20", "E1"), ("hand", "H-4", "HOL", 400, "03-09"),
    ],
    "03-10": [
        ("file", 'CED 03-09 550,"C1, C2",R-7,GBP'), ("reverse", "H-2", "returned", "03-10"), ("take_back", "E2"),
        ("promise", "J1", "JUN", 220, "03-20", "J1"),
    ],
    "03-11": [
        ("promise", "F1 by mistake", "FIR", 900, "03-25", "F1"), ("promise", "A3 again", "ASH", 200, "04-03", "A3"),
    ],
    "03-12": [
        ("hand", "H-5", "DON", 9000, "03-12", "CNY", {"D1": 6000}), ("hand", "H-6", "ELM", 200, "03-12", {"E1": 200}),
        ("error", "F1 by mistake"),
    ],
    "03-13": [("give", "H-5", {"D2": 3000}), ("hand", "H-7", "HOL", 150, "03-13", {"K1": 150})],
    "03-16": [("listed", "03-13", {"A2": 300, "C1": 0, "C2": 0, "CC": 0, "D1": 0, "D2": 6000, "E1": 500, "K1": 50})],
    "03-18": [("promise", "F2 again", "FIR", 450, "03-27", "F2")],
    "03-19": [("file", "FIR 03-19 900,F1,R-8,GBP")],
    # The last row is the payment that was entered by hand a week before.
    "03-20": [("file", "FIR 03-17 450,F2,R-9,GBP", "ELM 03-20 470,E1,R-10,GBP", "ELM 03-12 200,E1,H-6,GBP")],
    "03-23": [("listed", "03-20", {"F1": 0, "F2": 0, "E1": 30, "J1": 0})],
    "03-24": [("file", "HUA 03-23 50000,H1,R-12,CNY"), ("reverse", "H-6", "returned", "03-24")],
    "03-25": [
        ("promise", "E2 again", "ELM", 250, "04-08", "E2"), ("promise", "E1 a third time", "ELM", 230, "04-09", "E1"),
    ],
    "03-26": [
        ("reverse", "R-9", "returned", "03-26"), ("promise", "B1", "BIR", 800, "04-02", "B1"),
        ("promise", "B2", "BIR", 600, "04-03", "B2", EUR), ("promise", "M1", "MIN", 3000, "04-04", "M1", CNY),
    ],
    "03-27": [("hand", "H-8", "BIR", 50, "03-27", "EUR"), ("hand", "H-9", "MIN", 1000, "03-27", "CNY", {"M1": 1000})],
    "03-28": [("reverse", "H-9", "error", "03-27")],
    "03-30": [
        ("listed", "03-30", {"D2": 300, "E1": 230, "F2": 450, "H1": 0}),
        ("promise", "I1 rest", "IVY", 150, "04-01", "I1"), ("hand", "H-10", "IVY", 60, "03-30", {"I1": 60}),
    ],
    "03-31": [("file", "DON 03-30 5700,D2,R-13,CNY")],
    "04-01": [("file", "IVY 03-31 90,I1,R-14,GBP")],
    "04-07": [("listed", "04-02", {"I1": 0}), ("hand", "H-11", "BIR", 550, "04-07", "EUR", {"B2": 550})],
    "04-08": [("file", "BIR 04-07 800,B1,R-15,GBP"), ("hand", "H-12", "MIN", 3000, "04-07", "CNY", {"M1": 3000})],
    "04-09": [("hand", "H-13", "ELM", 230, "04-09", {"E1": 230})],
}  # fmt: skip

# From which day on: the promise, its state, its lines (in time/due, until when, its level, what it rests on), and why.
TABLE = [
    ("02-16", "A1", "open", "A1 open 0/1000", "due Friday 20th, a banking day more is Monday 23rd"),
    ("02-24", "A1", "broken", "A1 broken 0/1000 until 02-23", "the list of the 20th still has it"),
    ("03-02", "A1", "broken", "A1 broken 0/1000 until 02-23 + 1000 ledger 02-27 late settled 02-27",
     "gone from the list"),
    ("03-04", "A1", "kept", "A1 kept 1000/1000 until 02-23 + 1000 file 02-23",
     "the file dates it in time; once, not twice"),

    ("02-16", "A3 part", "open", "A3 open 0/100", "100 of 300"),
    ("02-20", "A3 part", "kept", "A3 kept 100/100 until 02-20 + 100 file 02-19", "all that was promised came"),
    ("02-27", "A3 rest", "open", "A3 open 0/200", "the part was kept, so its level is 0"),
    ("03-10", "A3 rest", "broken", "A3 broken 0/200 until 03-09", "Friday 6th and a day more"),
    ("03-11", "A3 again", "open", "A3 open 0/200 level 1", "the rest was broken, the part kept"),
    ("04-07", "A3 again", "broken", "A3 broken 0/200 until 04-06 level 1",
     "Good Friday moves to Monday: GB has no Easter Monday"),

    ("02-17", "credit", "open", "C1 open 0/400 | C2 open 0/250", "550 is less the credit of 100"),
    ("03-10", "credit", "kept",
     "C1 kept 400/400 until 03-09 + 400 file 03-09 "
     "| C2 kept 150/150 until 03-09 + 150 file 03-09",
     "the credit is taken off what is promised last"),

    ("02-18", "A2", "open", "A2 open 0/500", ""),
    ("02-26", "A2", "open", "A2 open 200/500 until 02-26 + 200 file 02-25", "its last day"),
    ("02-27", "A2", "partly_kept", "A2 partly_kept 200/500 until 02-26 + 200 file 02-25", "40 % came"),
    ("03-03", "A2", "partly_kept",
     "A2 partly_kept 200/500 until 02-26 + 200 file 02-25 + 300 hand 03-03 late settled 03-03",
     "the rest is late"),
    ("03-10", "A2", "partly_kept", "A2 partly_kept 200/500 until 02-26 + 200 file 02-25", "and went back"),

    ("02-18", "I1", "open", "I1 open 0/500", "100 of the day before were known, 150 of the 13th in the ledger"),
    ("02-27", "I1", "open", "I1 open 350/500 until 02-27 + 350 file 02-27", "its last day"),
    ("02-28", "I1", "partly_kept", "I1 partly_kept 350/500 until 02-27 + 350 file 02-27", "Friday is over"),
    ("03-30", "I1 rest", "open", "I1 open 60/150 until 04-01 level 1 + 60 hand 03-30",
     "by hand, after this morning's list"),
    ("04-01", "I1 rest", "kept", "I1 kept 150/150 until 04-01 level 1 + 60 hand 03-30 + 90 file 03-31", ""),

    ("02-24", "plan", "open", "D1 open 0/6000 | D1 open 0/6000 | D2 open 0/3000 | D2 open 0/6000",
     "6,000, 9,000 and 6,000 over 12,000 and 9,000"),
    ("03-01", "plan", "broken",
     "D1 broken 0/6000 until 02-28 "
     "| D1 open 0/6000 until 03-16 "
     "| D2 open 0/3000 until 03-16 "
     "| D2 open 0/6000 until 03-30",
     "Saturday 28th is worked, so it is the day more"),
    ("03-03", "plan", "open",
     "D1 kept 6000/6000 until 02-28 + 6000 file 02-28 "
     "| D1 open 0/6000 until 03-16 "
     "| D2 open 0/3000 until 03-16 "
     "| D2 open 0/6000 until 03-30",
     "it came on that Saturday"),
    ("03-12", "plan", "open",
     "D1 kept 6000/6000 until 02-28 + 6000 file 02-28 "
     "| D1 kept 6000/6000 until 03-16 + 6000 hand 03-12 "
     "| D2 kept 3000/3000 until 03-16 + 3000 hand 03-12 "
     "| D2 open 0/6000 until 03-30",
     "3,000 given to none count for the next line; the day after they are given to D2, which is the same"),
    ("03-30", "plan", "open",
     "D1 kept 6000/6000 until 02-28 + 6000 file 02-28 "
     "| D1 kept 6000/6000 until 03-16 + 6000 hand 03-12 "
     "| D2 kept 3000/3000 until 03-16 + 3000 hand 03-12 "
     "| D2 open 5700/6000 until 03-30 + 5700 ledger 03-30",
     "the list has it before the file"),
    ("03-31", "plan", "partly_kept",
     "D1 kept 6000/6000 until 02-28 + 6000 file 02-28 "
     "| D1 kept 6000/6000 until 03-16 + 6000 hand 03-12 "
     "| D2 kept 3000/3000 until 03-16 + 3000 hand 03-12 "
     "| D2 partly_kept 5700/6000 until 03-30 + 5700 file 03-30",
     "95 % are not enough for what was promised before the 9th"),

    ("02-25", "bill", "open", "H1 open 0/50000", ""),
    ("03-24", "bill", "kept", "H1 kept 50000/50000 until 03-23 + 50000 file 03-23",
     "due 10th, presented until Friday 20th, a day more is Monday"),

    ("03-02", "E1", "open", "E1 open 0/700", ""),
    ("03-09", "E1", "superseded", "E1 superseded 0/700 until 03-16", "a new promise within its time"),
    ("03-09", "E1 again", "open", "E1 open 0/700 level 1", ""),
    ("03-12", "E1 again", "open", "E1 open 200/700 until 03-20 level 1 + 200 hand 03-12",
     "no tolerance since the 9th; the first promise ended before it came"),
    ("03-20", "E1 again", "open", "E1 open 670/700 until 03-20 level 1 + 200 hand 03-12 + 470 file 03-20",
     "the file's 200 are those of the hand"),
    ("03-21", "E1 again", "kept", "E1 kept 670/700 until 03-20 level 1 + 200 hand 03-12 + 470 file 03-20",
     "95.7 % count as kept"),
    ("03-24", "E1 again", "partly_kept", "E1 partly_kept 470/700 until 03-20 level 1 + 470 file 03-20",
     "200 went back"),
    ("03-25", "E1 a third time", "open", "E1 open 0/230 level 2", "one superseded, one partly kept"),
    ("04-09", "E1 a third time", "kept", "E1 kept 230/230 until 04-09 level 2 + 230 hand 04-09", "on its day"),

    ("03-03", "E2", "open", "E2 open 0/350", ""),
    ("03-06", "E2", "open", "E2 open 100/350 until 03-18 + 100 hand 03-06", ""),
    ("03-10", "E2", "withdrawn", "E2 withdrawn 100/350 until 03-18 + 100 hand 03-06", "taken back"),
    ("03-25", "E2 again", "open", "E2 open 0/250 level 1", "the first one was withdrawn"),
    ("04-09", "E2 again", "broken", "E2 broken 0/250 until 04-08 level 1", ""),

    ("03-04", "F1", "open", "F1 open 0/900", ""),
    ("03-11", "F1", "superseded", "F1 superseded 0/900 until 03-19", ""),
    ("03-11", "F1 by mistake", "open", "F1 open 0/900 level 1", ""),
    ("03-12", "F1 by mistake", "error", "", "never counts"),
    ("03-12", "F1", "open", "F1 open 0/900 until 03-19", "so the first one stands again"),
    ("03-19", "F1", "kept", "F1 kept 900/900 until 03-19 + 900 file 03-19", "the last day of its own tolerance"),

    ("03-05", "F2", "open", "F2 open 0/450", ""),
    ("03-18", "F2", "broken", "F2 broken 0/450 until 03-17", ""),
    ("03-18", "F2 again", "open", "F2 open 0/450 level 1", "nobody knew that it had come the day before"),
    ("03-20", "F2", "kept", "F2 kept 450/450 until 03-17 + 450 file 03-17", ""),
    ("03-20", "F2 again", "withdrawn", "F2 withdrawn 0/0 until 03-27",
     "paid before it was made; the first one was kept"),
    ("03-26", "F2", "broken", "F2 broken 0/450 until 03-17", "the money went back"),
    ("03-26", "F2 again", "open", "F2 open 0/450 until 03-27 level 1", "so it stands again"),
    ("03-28", "F2 again", "broken", "F2 broken 0/450 until 03-27 level 1", ""),

    ("03-03", "account", "open", "account open 0/250", "for no invoice"),
    ("03-03", "K2", "open", "K2 open 0/300", ""),
    ("03-09", "K2", "kept", "K2 kept 300/300 until 03-10 + 300 hand 03-09",
     "of 400 given to none, first what is promised first"),
    ("03-09", "account", "open", "account open 100/250 until 03-11 + 100 hand 03-09", "then the rest"),
    ("03-12", "account", "partly_kept", "account partly_kept 100/250 until 03-11 + 100 hand 03-09", ""),
    ("03-13", "account", "partly_kept",
     "account partly_kept 100/250 until 03-11 + 100 hand 03-09 + 150 hand 03-13 late settled 03-13",
     "given to K1, which nothing was promised for"),

    ("03-10", "J1", "open", "J1 open 0/220", ""),
    ("03-21", "J1", "broken", "J1 broken 0/220 until 03-20", ""),
    ("03-23", "J1", "kept", "J1 kept 220/220 until 03-20 + 220 ledger 03-20",
     "the list of the 20th, brought in on Monday"),

    ("03-26", "B1", "open", "B1 open 0/800", ""),
    ("04-03", "B1", "broken", "B1 broken 0/800 until 04-02", "euros do not pay it"),
    ("04-08", "B1", "broken", "B1 broken 0/800 until 04-02 + 800 file 04-07 late settled 04-07", ""),
    ("03-26", "B2", "open", "B2 open 0/600", ""),
    ("03-27", "B2", "open", "B2 open 50/600 until 04-07 + 50 hand 03-27", "Good Friday moves to Tuesday in England"),
    ("04-07", "B2", "kept", "B2 kept 600/600 until 04-07 + 50 hand 03-27 + 550 hand 04-07", ""),

    ("03-26", "M1", "open", "M1 open 0/3000", ""),
    ("03-27", "M1", "open", "M1 open 1000/3000 until 04-07 + 1000 hand 03-27",
     "Saturday 4th to Monday 6th is Tomb-Sweeping"),
    ("03-28", "M1", "open", "M1 open 0/3000 until 04-07", "entered in error"),
    ("04-08", "M1", "kept", "M1 kept 3000/3000 until 04-07 + 3000 hand 04-07", "entered the day after"),
]  # fmt: skip

# What the lists were seen to have received and no file or hand told of, in minor units: nothing else is the ledger's.
SEEN_BY_LISTS = [("C2", 10000), ("CC", -10000), ("J1", 22000)]
OPEN_AT_THE_END = {"A2": 300, "A3": 200, "B2": 50, "D2": 300, "E2": 250, "F2": 450, "K1": 50, "K2": 300}
