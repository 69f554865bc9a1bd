"""The worked example of draft-thomson-elegy-vrs: a secret phrase, three lotteries, names of colours."""

from feedback.draws import lotteries, vrs

SECRET, LENGTH = b"totally not a bikeshed", 10
COMMITMENT = "950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488"
FIRST_CODE = "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456"
SECOND_CODE = "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce"
NUMBERS = [[1, 2, 3, 4, 5, 6]] * 3
# The names of CSS Color Module Level 3; of two spellings of one colour, that with an `a`, and neither cyan nor magenta.
COLOURS = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue
chartreuse chocolate coral cornflowerblue cornsilk crimson darkblue darkcyan darkgoldenrod darkgray darkgreen darkkhaki
darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray
darkturquoise darkviolet deeppink deepskyblue dimgray dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro
ghostwhite gold goldenrod gray green greenyellow honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightpink lightsalmon
lightseagreen lightskyblue lightslategray lightsteelblue lightyellow lime limegreen linen maroon mediumaquamarine
mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod
palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red rosybrown royalblue
saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray snow springgreen steelblue tan
teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen
""".split()  # noqa: SIM905  a list of them would be 140 lines


def order(turn):
    code = vrs.code(SECRET, LENGTH, turn)
    return code.hex(), vrs.order(code, lotteries.encoded(NUMBERS), COLOURS)


def test_the_commitment_and_the_numbers_are_those_of_the_example():
    assert (vrs.commitment(SECRET, LENGTH).hex(), lotteries.encoded(NUMBERS)) == (
        COMMITMENT, "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./",
    )  # fmt: skip


def test_the_first_code_orders_the_colours_as_in_the_example():
    code, found = order(1)
    assert (code, [(label, position[:27]) for label, position in found[:6]]) == (
        FIRST_CODE,
        [
            ("lavenderblush", "002ed527ae0a44a86c205d1cdba"),
            ("blue", "03f710be2b61a6f9c3f89aa5ab5"),
            ("darkgoldenrod", "08bab81380d7f0769cecf9969a8"),
            ("mediumvioletred", "0c26494fa81f3aed8a9f66e77b7"),
            ("bisque", "0e1af5d1ccfd44de075cc0bb6d5"),
            ("lightpink", "13a07cc9abf3b737e49a62b0634"),
        ],
    )


def test_the_second_code_orders_them_anew():
    code, found = order(2)
    assert (code, [(label, position[:27]) for label, position in found[:3]]) == (
        SECOND_CODE,
        [
            ("aqua", "00d1c59a9f1b581060a9e732e91"),
            ("darkgray", "02b514b0b1807bfe086db524f40"),
            ("cornflowerblue", "0337add95eac62a356b020a273a"),
        ],
    )
