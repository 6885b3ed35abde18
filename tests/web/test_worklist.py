"""The work list's pages."""


def test_list_shows_the_longest_overdue_first(collector):
    page = collector.get("/worklist").get_data(as_text=True)
    assert page.index("CN-2041") < page.index("CN-2007")


def test_outsider_sees_no_account_of_ours(outsider):
    page = outsider.get("/worklist").get_data(as_text=True)
    assert "There is no account yet" in page
