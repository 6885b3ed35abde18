"""What a person sets for herself."""

import pytest


def test_language_of_the_screen_is_remembered(collector):
    answer = collector.post("/people/me/language", {"language": "zh", "back": "/worklist?q=GB"})
    assert answer.headers["Location"] == "/worklist?q=GB"
    assert 'lang="zh-Hans"' in collector.get("/worklist").get_data(as_text=True)[:60]


def test_language_that_is_none_is_refused(collector):
    assert collector.post("/people/me/language", {"language": "fr"}).status_code == 409


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/\n/evil.example", "", "x"],
)
def test_way_back_never_leaves_the_house(collector, back):
    answer = collector.post("/people/me/language", {"language": "en", "back": back})
    assert answer.headers["Location"] == "/worklist"


def test_stranger_reads_the_language_of_the_browser(stranger):
    page = stranger.client.get("/sign-in", headers={"Accept-Language": "zh-CN,zh;q=0.9"}).get_data(as_text=True)
    assert '<html lang="zh-Hans">' in page
