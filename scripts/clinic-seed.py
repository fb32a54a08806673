#!/usr/bin/env python3
"""Makes the seeds of Examples/clinic: files as they come from an old programme, with the dirt of real life.

usage: scripts/clinic-seed.py [FOLDER]    (by default Examples/clinic/seed)

All people are made up. The same program always makes the same records; only Python's own library is needed.
"""
import datetime
import random
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

chance = random.Random(20260301)

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
LONG_SURNAMES = ["欧阳", "上官", "司马", "诸葛"]
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文志建国春梅宇轩子涵浩然欣怡梓萱诗雅俊博雨晨思琪嘉豪佳慧鹏飞雪婷晓东海燕"
RARE_NAMES = ["𠮷田", "䶮", "喆", "堃"]
DIVISIONS = ["110105", "310104", "440106", "510107", "420111", "330106", "320102", "610113"]
DEPARTMENTS = ["内科", "外科", "儿科", "眼科", "皮肤科", "口腔科"]
FULL_WIDTH = str.maketrans("0123456789-/+() ", "０１２３４５６７８９－／＋（）　")


def pick(items):
    return items[int(chance.random() * len(items))]


def below(count):
    return int(chance.random() * count)


def happens(share):
    return chance.random() < share


def uuid():
    digits = "".join("0123456789abcdef"[below(16)] for _ in range(32))
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[below(4)]}{digits[17:20]}-{digits[20:]}"


def name():
    surname = pick(LONG_SURNAMES) if happens(0.05) else pick(SURNAMES)
    if happens(0.04):
        return surname + pick(RARE_NAMES)
    return surname + "".join(pick(GIVEN) for _ in range(1 if happens(0.3) else 2))


def identity_card(birth, is_male):
    """A number by GB 11643, its check character right."""
    order = below(500) * 2 + (1 if is_male else 0)
    body = pick(DIVISIONS) + birth.strftime("%Y%m%d") + f"{order:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def mobile():
    return pick(["130", "135", "138", "139", "150", "158", "176", "180", "186", "199"]) + "".join(
        str(below(10)) for _ in range(8)
    )


# --- How people write things ------------------------------------------------------------------------------------------


def written_date(day):
    text = pick(
        [
            day.strftime("%Y-%m-%d"),
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            day.strftime("%Y%m%d"),
            f"{day.year}.{day.month}.{day.day}",
        ]
    )
    return text.translate(FULL_WIDTH) if happens(0.08) else text


def written_phone(number):
    text = pick(
        [
            number,
            number,
            f"{number[:3]}-{number[3:7]}-{number[7:]}",
            f"{number[:3]} {number[3:7]} {number[7:]}",
            f"+86 {number}",
            f"(+86){number}",
        ]
    )
    return text.translate(FULL_WIDTH) if happens(0.1) else text


def written_gender(is_male):
    return pick(["男", "男", "男性", "M", "1"] if is_male else ["女", "女", "女性", "F", "2"])


def padded(text):
    return pick([" ", "　", "\t", "  "]) + text if happens(0.5) else text + pick([" ", "　", "\u00a0"])


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n\r') else text


# --- Patients: a CSV file in GB18030 ----------------------------------------------------------------------------------


def patients():
    made = []
    for number in range(200):
        is_male = happens(0.5)
        birth = datetime.date(1940, 1, 1) + datetime.timedelta(days=below(29_000))
        registered = datetime.datetime(2025, 1, 1, 8) + datetime.timedelta(minutes=below(500_000))
        made.append(
            {
                "id": uuid(), "name": name(), "male": is_male, "birth": birth, "phone": mobile(),
                "card": identity_card(birth, is_male), "registered": registered,
            }
        )
    return made


def patient_row(person):
    identifier = person["id"]
    if happens(0.1):
        identifier = identifier.upper()
    if happens(0.05):
        identifier = "{" + identifier + "}"
    card = person["card"]
    has_card = happens(0.9)
    if card.endswith("X") and happens(0.5):
        card = card.lower()
    if happens(0.06):
        card = card.translate(FULL_WIDTH)
    registered = person["registered"]
    row = [
        identifier,
        person["name"],
        written_gender(person["male"]),
        written_date(person["birth"]) if happens(0.97) else pick(["", "不详", "-"]),
        written_phone(person["phone"]) if happens(0.93) else pick(["", "无", "未填", "N/A"]),
        pick(["身份证", "居民身份证", "二代身份证"]) if has_card else "",
        card if has_card else pick(["", "无"]),
        pick(
            [
                registered.strftime("%Y-%m-%d %H:%M"),
                f"{registered.year}/{registered.month}/{registered.day} {registered.hour}:{registered.minute:02}",
            ]
        ),
        "" if happens(0.7) else pick(["青霉素过敏", "复诊", "家属陪同，行动不便", "第一行\n第二行", '说"怕疼"']),
    ]
    for column in range(len(row)):
        if row[column] and happens(0.04):
            row[column] = padded(row[column])
    return row


def write_patients(path, people):
    rows = [patient_row(person) for person in people]
    lines = [",".join(quoted(cell) for cell in row) for row in rows]
    # What somebody has typed into the file by hand: quotes where none belong.
    first, second, third = 17, 63, 128
    lines[first] = lines[first].replace(people[first]["name"], people[first]["name"][0] + '"' + people[first]["name"][1:] + '"')
    lines[second] = lines[second] + '"'
    lines[third] = lines[third].replace(people[third]["name"], '"' + people[third]["name"] + '" ')

    def bad(**changes):
        person = dict(people[below(len(people))], id=uuid(), name=name())
        row = patient_row(person)
        row[0], row[1] = person["id"], person["name"]
        for column, text in changes.items():
            row["id name gender birth phone kind card registered note".split().index(column)] = text
        return ",".join(quoted(cell) for cell in row)

    stray = [
        bad(phone="1381234"),
        bad(phone="座机已停用"),
        bad(birth="1990-02-30"),
        bad(birth="2091年5月1日"),
        bad(name=""),
        bad(name="　"),
        bad(gender="?"),
        bad(kind="身份证", card="5.10107E+17"),
        bad(kind="身份证", card="110105194912310021"),
        bad(kind="身份证", card=""),
        bad(id="BH-00231"),
    ]
    # Somebody has pasted a part of the file a second time.
    repeated = [lines[5], lines[40], lines[41], lines[150]]
    for offset, line in enumerate(stray):
        lines.insert(11 + offset * 17, line)
    for offset, line in enumerate(repeated):
        lines.insert(90 + offset * 30, line)
    head = [
        "某某门诊部患者登记表（2026年3月1日导出）,,,,,,,,",
        "制表：王敏　　审核：,,,,,,,,",
        ",,,,,,,,",
        "患者编号,基本资料,,,联系方式,证件,,登记时间,备注",
        ",姓名,性别,出生日期,手机,类型,号码,,",
    ]
    lines.insert(60, "")
    text = "\r\n".join(head + lines + [f"合计 {len(people)} 人,,,,,,,,"]) + "\r\n"
    path.write_bytes(text.encode("gb18030"))


# --- Appointments: a workbook -----------------------------------------------------------------------------------------

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="字典" sheetId="2" state="hidden" r:id="rId2"/><sheet name="预约" sheetId="1" r:id="rId1"/></sheets></workbook>"""
WORKBOOK_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\\ h:mm"/><numFmt numFmtId="177" formatCode="[$-804]yyyy/m/d\\ hh:mm;@"/></numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="177" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def serial(moment):
    """The number by which a spreadsheet of the 1900 system keeps a time."""
    return (moment - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)


class Strings:
    def __init__(self):
        self.places = {}

    def place(self, text):
        return self.places.setdefault(text, len(self.places))

    def xml(self):
        items = []
        for text in self.places:
            if text == "眼科":
                # As somebody sees it who has coloured one character, with the reading beside it.
                items.append('<si><r><t>眼</t></r><r><rPr><b/></rPr><t>科</t></r><rPh sb="0" eb="2"><t>yǎnkē</t></rPh></si>')
            else:
                items.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "".join(items) + "</sst>"
        )


def text_cell(reference, text, strings):
    if not text:
        return ""
    if happens(0.1):
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f'<c r="{reference}" t="s"><v>{strings.place(text)}</v></c>'


def sheet(rows, merged=""):
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(rows) + "</sheetData>" + merged + "</worksheet>"
    )


def appointment_cells(line, person, strings, **changes):
    start = datetime.datetime(2026, 3, 2, 8) + datetime.timedelta(days=below(250), minutes=15 * below(36))
    cells = []
    given = changes.get("patient", person["id"].upper() if happens(0.15) else person["id"])
    cells.append(text_cell(f"A{line}", padded(given) if happens(0.05) else given, strings))
    cells.append(text_cell(f"B{line}", person["name"], strings))
    if "start" in changes:
        cells.append(text_cell(f"C{line}", changes["start"], strings))
    elif happens(0.25):
        written = pick([f"{start.year}年{start.month}月{start.day}日 {start.hour}:{start.minute:02}", start.strftime("%Y-%m-%d %H:%M")])
        cells.append(text_cell(f"C{line}", written.translate(FULL_WIDTH) if happens(0.2) else written, strings))
    else:
        cells.append(f'<c r="C{line}" s="{1 + below(3)}"><v>{serial(start)!r}</v></c>')
    minutes = changes.get("minutes", pick([15, 15, 15, 30, 30, 45]))
    if isinstance(minutes, str):
        cells.append(text_cell(f"D{line}", minutes, strings))
    elif happens(0.3):
        cells.append(f'<c r="D{line}"><f>{minutes // 15}*15</f><v>{minutes}</v></c>')
    elif happens(0.15):
        cells.append(text_cell(f"D{line}", f"{minutes}分钟", strings))
    else:
        cells.append(f'<c r="D{line}"><v>{minutes}</v></c>')
    cells.append(text_cell(f"E{line}", changes.get("department", pick(DEPARTMENTS)), strings))
    cells.append(text_cell(f"F{line}", changes.get("status", pick(["已预约", "已预约", "已到诊", "完成", "取消", "已取消"])), strings))
    cells.append(text_cell(f"G{line}", "" if happens(0.8) else pick(["带病历", "第一次来", "需要轮椅\n请安排一楼"]), strings))
    return "".join(cells)


def write_appointments(path, people):
    strings = Strings()
    title = text_cell("A1", "2026年预约登记", strings)
    group = "".join(text_cell(f"{c}2", t, strings) for c, t in zip("ACEG", ["患者", "时间", "就诊", "备注"]))
    names = "".join(text_cell(f"{c}3", t, strings) for c, t in zip("ABCDEF", ["编号", "姓名", "开始", "时长", "科室", "状态"]))
    rows = [f'<row r="1">{title}</row>', f'<row r="2">{group}</row>', f'<row r="3">{names}</row>']
    line = 4
    nobody = {"id": uuid(), "name": "查无此人"}
    odd = {
        9: {"start": "下周三上午"},
        14: {"minutes": "一会儿"},
        20: {"minutes": 600},
        26: {"status": "？"},
        31: {"person": nobody},
        37: {"patient": "同上"},
    }
    for number in range(48):
        changes = dict(odd.get(number, {}))
        person = changes.pop("person", people[below(len(people))])
        hidden = ' hidden="1"' if number in (12, 28) else ""
        rows.append(f'<row r="{line}"{hidden}>{appointment_cells(line, person, strings, **changes)}</row>')
        line += 2 if number == 22 else 1
    rows.append(f'<row r="{line}"><c r="C{line}" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    merged = '<mergeCells count="4"><mergeCell ref="A1:G1"/><mergeCell ref="A2:B2"/><mergeCell ref="C2:D2"/><mergeCell ref="E2:F2"/></mergeCells>'
    dictionary = [f'<row r="{n}">{text_cell(f"A{n}", d, strings)}</row>' for n, d in enumerate(DEPARTMENTS, 1)]
    parts = [
        ("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS), ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", sheet(rows, merged)), ("xl/worksheets/sheet2.xml", sheet(dictionary)),
        ("xl/sharedStrings.xml", strings.xml()),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts:
            entry = zipfile.ZipInfo(part, (2026, 3, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "Examples/clinic/seed")
    people = patients()
    write_patients(folder / "patients.csv", people)
    write_appointments(folder / "appointments.xlsx", people)


main()
