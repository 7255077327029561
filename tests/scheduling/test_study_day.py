"""The study day against wall-clock arithmetic, across the clock changes and the date line."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.scheduling.schedule import NEW, STUDY, answered, counts
from cardgrad.scheduling.study_day import TURN_OF_DAY, Moment, iso_day

ZONES = [
    "Pacific/Honolulu",  # -10
    "Pacific/Marquesas",  # -9:30
    "America/St_Johns",  # -3:30 and a clock change
    "America/New_York",
    "UTC",
    "Europe/Berlin",
    "Asia/Kathmandu",  # +5:45
    "Australia/Lord_Howe",  # +10:30, +11 in summer: a clock change of half an hour
    "Pacific/Chatham",  # +12:45, +13:45 in summer
    "Pacific/Kiritimati",  # +14
]
# Every local time around both clock changes of 2026, and an ordinary day.
SWITCHES = [
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("America/St_Johns", "2026-03-08"),
    ("Pacific/Chatham", "2026-04-05"),
    ("Pacific/Chatham", "2026-09-27"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Cairo", "2026-04-24"),  # springs at midnight itself
    ("America/Santiago", "2026-09-06"),  # the same
]
INSTANTS = st.integers(0, 4_000_000_000_000)  # 1970 to 2096
OFFSETS = st.integers(-12 * 3600, 14 * 3600)


def lived(instant: datetime) -> Moment:
    """Return the moment of an aware datetime, as a program in that zone would write it."""
    offset = instant.utcoffset()
    assert offset is not None
    return Moment(
        (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1), int(offset.total_seconds())
    )


def at(zone: str, local: str) -> Moment:
    return lived(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)))


def by_the_clock_on_the_wall(local: datetime, turn: int) -> int:
    """Return the study day as a person would: the date on the wall, or the one before if it is not yet the turn."""
    wall = local.replace(tzinfo=None)
    before_turn = wall.hour * 60 + wall.minute < turn
    return wall.date().toordinal() - before_turn


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-11-21T03:59:59.999", "2026-11-20"),
        ("2026-11-21T04:00:00", "2026-11-21"),
        ("2026-11-21T23:59:59", "2026-11-21"),
        ("2026-11-22T00:00:00", "2026-11-21"),
        ("2026-03-01T03:59:00", "2026-02-28"),
        ("2028-03-01T03:59:00", "2028-02-29"),
        ("2027-01-01T00:30:00", "2026-12-31"),
        ("1969-12-31T23:00:00", "1969-12-31"),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_the_day_turns_at_four_in_every_zone(zone: str, local: str, day: str) -> None:
    assert iso_day(at(zone, local).study_day()) == day


def test_the_turn_can_be_set() -> None:
    midnight, late = 0, 6 * 60
    moment = at("Europe/Berlin", "2026-11-21T05:00")
    assert [iso_day(moment.study_day(turn)) for turn in (midnight, TURN_OF_DAY, late)] == [
        "2026-11-21",
        "2026-11-21",
        "2026-11-20",
    ]


@pytest.mark.parametrize(("zone", "day"), SWITCHES)
def test_around_a_clock_change_the_day_is_the_one_on_the_wall(zone: str, day: str) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=24)
    offsets = set()
    for quarter in range(4 * 48):
        local = (start + timedelta(minutes=15 * quarter)).astimezone(ZoneInfo(zone))
        offsets.add(local.utcoffset())
        assert lived(local).study_day() == by_the_clock_on_the_wall(local, TURN_OF_DAY), local
    assert len(offsets) == 2, "there is no clock change on that day"


@pytest.mark.parametrize(("zone", "day"), SWITCHES)
def test_a_clock_change_neither_skips_nor_repeats_a_study_day(zone: str, day: str) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=48)
    days = [
        lived((start + timedelta(minutes=15 * quarter)).astimezone(ZoneInfo(zone))).study_day()
        for quarter in range(4 * 96)
    ]
    assert all(later - earlier in (0, 1) for earlier, later in itertools.pairwise(days))


@given(st.datetimes(datetime(1970, 1, 2), datetime(2090, 1, 1)), st.sampled_from(ZONES), st.integers(0, 12 * 60))
def test_the_study_day_is_the_one_a_person_would_name(naive: datetime, zone: str, turn: int) -> None:
    local = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert lived(local).study_day(turn) == by_the_clock_on_the_wall(local, turn)


@given(INSTANTS, OFFSETS)
def test_the_study_day_is_the_date_of_the_local_time_less_the_turn(instant: int, offset: int) -> None:
    shifted = datetime(1970, 1, 1) + timedelta(milliseconds=instant, seconds=offset, minutes=-TURN_OF_DAY)
    assert Moment(instant, offset).study_day() == shifted.date().toordinal()


def test_one_instant_is_up_to_two_study_days_at_once() -> None:
    instant = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    days = [iso_day(lived(instant.astimezone(ZoneInfo(zone))).study_day()) for zone in ZONES]
    assert (days[0], days[-1]) == ("2026-11-20", "2026-11-21")
    earlier = datetime(2026, 11, 21, 13, 59, tzinfo=UTC)
    assert iso_day(lived(earlier.astimezone(ZoneInfo("Pacific/Honolulu"))).study_day()) == "2026-11-20"
    assert iso_day(lived(earlier.astimezone(ZoneInfo("Pacific/Kiritimati"))).study_day()) == "2026-11-21"
    assert (
        iso_day(lived(instant.replace(hour=18).astimezone(ZoneInfo("Pacific/Kiritimati"))).study_day()) == "2026-11-22"
    )


def test_flying_west_over_the_date_line_a_card_is_not_counted_on_the_same_day_again() -> None:
    kiritimati = at("Pacific/Kiritimati", "2026-11-21T09:00")
    honolulu = at("Pacific/Honolulu", "2026-11-20T15:00")  # six hours later, and the day before
    home = at("Pacific/Honolulu", "2026-11-21T09:00")  # the next morning, and the first day again
    assert kiritimati.instant < honolulu.instant < home.instant
    schedule = answered(NEW, kiritimati.study_day(), 1, STUDY)
    for moment in (honolulu, home):
        assert not counts(schedule, moment.study_day(), 5, STUDY)
        schedule = answered(schedule, moment.study_day(), 5, STUDY)
    assert (iso_day(schedule.counted or 0), iso_day(schedule.due or 0)) == ("2026-11-21", "2026-11-22")


def test_flying_east_over_the_date_line_a_card_comes_a_day_sooner_by_the_clock_but_on_its_date() -> None:
    honolulu = at("Pacific/Honolulu", "2026-11-20T15:00")
    kiritimati = at("Pacific/Kiritimati", "2026-11-21T23:00")  # eight hours later, and the next day
    assert kiritimati.instant - honolulu.instant == 8 * 3_600_000
    schedule = answered(NEW, honolulu.study_day(), 4, STUDY)
    assert counts(schedule, kiritimati.study_day(), 4, STUDY)


@given(st.lists(st.tuples(INSTANTS, st.sampled_from(ZONES)), min_size=1, max_size=10))
def test_the_days_of_the_past_do_not_depend_on_where_one_goes_next(journey: list[tuple[int, str]]) -> None:
    moments = [lived(datetime.fromtimestamp(instant / 1000, ZoneInfo(zone))) for instant, zone in sorted(journey)]
    walls = [datetime.fromtimestamp(instant / 1000, ZoneInfo(zone)) for instant, zone in sorted(journey)]
    assert [moment.study_day() for moment in moments] == [by_the_clock_on_the_wall(wall, TURN_OF_DAY) for wall in walls]


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999), OFFSETS)
def test_iso_text_reads_back_as_the_same_instant(instant: int, offset: int) -> None:
    text = Moment(instant, offset).iso()
    assert datetime.fromisoformat(text) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)


def test_iso_text_is_utc_with_milliseconds_wherever_it_was_lived() -> None:
    assert at("Asia/Kathmandu", "2026-11-21T05:45:00.007").iso() == "2026-11-21T00:00:00.007+00:00"


@given(st.dates())
def test_a_day_is_written_as_its_date(day: date) -> None:
    assert iso_day(day.toordinal()) == day.isoformat()
