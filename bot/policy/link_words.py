"""The 128 words that generated personal links are made of: easy to spell, none sounds like another; nothing else."""

_WORD_LIST = (
    "acorn almond amber anchor apple apricot arrow aspen autumn badger bamboo banner basil beacon birch bison "
    "bonnet bridge brook button cabin cactus camel candle canyon carpet castle cedar cherry citrus cloud clover "
    "cobalt comet copper coral cotton crane crystal daisy dolphin dragon eagle ember falcon feather fennel fern "
    "finch forest fossil fountain fox garden garnet ginger granite guitar hammock hazel helmet heron hickory "
    "island ivory jacket jasmine juniper kettle kitten ladder lagoon lantern lemon lilac linden lizard lotus "
    "magnet mango maple marble meadow melon mint mirror mosaic mountain nectar nutmeg oak ocean olive orange "
    "orchid otter oyster paddle panda paper parrot pebble pepper picnic pillow planet pocket poplar prairie "
    "pumpkin quartz rabbit ribbon river robin rocket saddle saffron salmon sandal silver spruce tulip velvet "
    "violet walnut willow window"
)

WORDS = tuple(_WORD_LIST.split())
