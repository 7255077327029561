from quizgen.drawing.routing import LAST, Net, Route, route


def test_a_wire_on_its_own_row_needs_no_track() -> None:
    channel = route({7: Net(3, (3,))}, [])
    assert (channel.routes, channel.tracks) == ({7: Route((), None)}, 0)


def test_wires_from_above_and_below_come_down_on_the_ports_themselves() -> None:
    channel = route({0: Net(0, (1,)), 1: Net(4, (3,))}, [(1, 3)])
    assert {key: way.track for key, way in channel.routes.items()} == {0: LAST, 1: LAST}
    assert channel.tracks == 0


def test_both_inputs_of_a_square_take_a_track() -> None:
    channel = route({0: Net(2, (1, 3))}, [(1, 3)])
    assert (channel.routes[0].track, channel.tracks) == (0, 1)


def test_a_wire_that_ends_where_another_begins_turns_after_it() -> None:
    channel = route({0: Net(0, (4,)), 1: Net(4, (8,))}, [])
    first, second = channel.routes[1].track, channel.routes[0].track
    assert (first, second) == (0, 1)


def test_wires_that_change_places_take_a_detour_over_a_free_row() -> None:
    nets = {0: Net(0, (4,)), 1: Net(4, (0,))}
    channel = route(nets, [])
    detours = [way.detour for way in channel.routes.values() if way.detour]
    assert len(detours) == 1
    assert detours[0][0][1] not in (0, 4)


def test_wires_that_do_not_meet_share_a_track() -> None:
    channel = route({0: Net(0, (2,)), 1: Net(6, (8,))}, [])
    assert channel.tracks == 1


def test_no_two_wires_come_down_on_one_stretch() -> None:
    channel = route({0: Net(0, (5,)), 1: Net(2, (9,))}, [(5, 7), (9, 11)])
    assert [way.track for way in channel.routes.values()].count(LAST) <= 1


def test_a_wire_that_comes_in_on_the_row_of_a_port_branches_before_it() -> None:
    assert route({0: Net(4, (4, 8))}, [(0, 4)]).routes[0].track == 0
    assert route({0: Net(4, (0, 4))}, [(4, 8)]).routes[0].track == 0
