"""Writes the documents that the JSON benchmark reads; the same bytes in every run.

    documents.py FOLDER
"""

import json
import pathlib
import random
import sys

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore".split()


def sentence(source, count):
    return " ".join(source.choice(WORDS) for _ in range(count))


def han(source, count):
    return "".join(source.choice(HAN) for _ in range(count))


def posts(source):
    """Short posts with their authors: many names, short strings, identifiers, flags; mostly ASCII."""

    def author():
        name = source.choice(WORDS) + str(source.randrange(10_000))
        return {
            "id": source.randrange(10**9),
            "id_str": str(source.randrange(10**9)),
            "name": han(source, 4) if source.random() < 0.5 else name.title(),
            "screen_name": name,
            "location": "" if source.random() < 0.5 else han(source, 3),
            "description": han(source, 40) + "\n" + sentence(source, 6),
            "url": None if source.random() < 0.6 else f"http://t.example/{name}",
            "protected": False,
            "followers_count": source.randrange(100_000),
            "friends_count": source.randrange(5_000),
            "listed_count": source.randrange(100),
            "created_at": "Sun Aug 31 00:29:15 +0000 2014",
            "favourites_count": source.randrange(10_000),
            "utc_offset": None,
            "time_zone": None,
            "geo_enabled": source.random() < 0.3,
            "verified": False,
            "statuses_count": source.randrange(100_000),
            "lang": "zh",
            "profile_background_color": "C0DEED",
            "profile_image_url": f"http://images.example/profile/{source.randrange(10**9)}/{name}_normal.jpeg",
            "default_profile": True,
            "following": False,
            "notifications": False,
        }

    def post():
        text = f"@{source.choice(WORDS)} " + (han(source, 60) if source.random() < 0.7 else sentence(source, 14))
        return {
            "metadata": {"result_type": "recent", "iso_language_code": "zh"},
            "created_at": "Sun Aug 31 00:29:15 +0000 2014",
            "id": 505874924095815681 + source.randrange(10**6),
            "text": text,
            "source": '<a href="http://client.example/download" rel="nofollow">Client</a>',
            "truncated": False,
            "in_reply_to_status_id": None,
            "user": author(),
            "geo": None,
            "coordinates": None,
            "retweet_count": source.randrange(1000),
            "favorite_count": source.randrange(1000),
            "entities": {
                "hashtags": [],
                "symbols": [],
                "urls": [],
                "user_mentions": [{"screen_name": source.choice(WORDS), "id": 866260188, "indices": [0, 9]}],
            },
            "favorited": False,
            "retweeted": False,
            "lang": "zh",
        }

    value = {"statuses": [post() for _ in range(400)], "search_metadata": {"count": 400, "completed_in": 0.087}}
    return json.dumps(value, ensure_ascii=False, indent=2)


def outlines(source):
    """Coordinates of areas: nearly nothing but numbers with fractions."""
    rings = []
    for _ in range(60):
        longitude, latitude = source.uniform(-140, -50), source.uniform(42, 80)
        ring = []
        for _ in range(source.randrange(400, 1400)):
            longitude += source.gauss(0, 0.01)
            latitude += source.gauss(0, 0.01)
            ring.append([round(longitude, 15), round(latitude, 15)])
        rings.append(ring)
    feature = {
        "type": "Feature",
        "properties": {"name": "Canada"},
        "geometry": {"type": "Polygon", "coordinates": rings},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":"))


def integers(source):
    """Tables of whole numbers of all lengths."""
    rows = [[source.randrange(10 ** source.randrange(1, 16)) for _ in range(16)] for _ in range(8000)]
    return json.dumps(rows, separators=(",", ":"))


def nested(source):
    """Arrays and objects inside each other, 400 levels deep, over and over."""

    def tower(depth):
        if depth == 0:
            return source.randrange(100)
        inner = tower(depth - 1)
        return [inner] if depth % 2 else {source.choice(WORDS): inner, "n": None}

    return json.dumps([tower(400) for _ in range(250)], separators=(",", ":"))


def strings(source):
    """Texts: Chinese, ASCII and escapes in equal parts."""
    texts = []
    for index in range(6000):
        if index % 3 == 0:
            texts.append(han(source, source.randrange(10, 200)))
        elif index % 3 == 1:
            texts.append(sentence(source, source.randrange(2, 40)))
        else:
            texts.append(f'"{sentence(source, 5)}"\t{han(source, 5)}\n\\{sentence(source, 8)}')
    plain = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    escaped = json.dumps(texts[:1200], separators=(",", ":"))
    return f'{{"plain":{plain},"escaped":{escaped}}}'


def records(source):
    """Rows of a table as objects: the same names again and again."""
    rows = [
        {
            "orderNumber": f"ORD-{index:06}",
            "customerName": han(source, 3),
            "quantity": source.randrange(1, 100),
            "unitPrice": round(source.uniform(1, 500), 2),
            "isPaid": source.random() < 0.5,
            "note": None if source.random() < 0.5 else sentence(source, 4),
        }
        for index in range(12000)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


DOCUMENTS = [posts, records, nested, outlines, integers, strings]


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for make in DOCUMENTS:
        path = folder / f"{make.__name__}.json"
        path.write_text(make(random.Random(make.__name__)), encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(pathlib.Path(sys.argv[1])):
        print(written, written.stat().st_size)
