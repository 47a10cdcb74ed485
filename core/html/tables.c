/*
 * tables - names and character references; written by make-tables
 */
#include "core/html/name.h"
#include "core/html/reference.h"

/* clang-format off */
static const char *const element_names[] = {
    "a", "address", "applet", "area", "article", "aside",
    "audio", "b", "base", "basefont", "bgsound", "big",
    "blockquote", "body", "br", "button", "caption", "center",
    "code", "col", "colgroup", "datalist", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "em",
    "embed", "fieldset", "figcaption", "figure", "font", "footer",
    "form", "frame", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hr",
    "html", "i", "iframe", "image", "img", "input",
    "keygen", "li", "link", "listing", "main", "marquee",
    "math", "menu", "meta", "nav", "nobr", "noembed",
    "noframes", "noscript", "object", "ol", "optgroup", "option",
    "p", "param", "plaintext", "pre", "s", "script",
    "search", "section", "select", "small", "source", "span",
    "strike", "strong", "style", "summary", "svg", "table",
    "tbody", "td", "template", "textarea", "tfoot", "th",
    "thead", "title", "tr", "track", "tt", "u",
    "ul", "video", "wbr", "xmp",
};

static const uint8_t element_slots[1024] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 70, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 72, 0, 0, 28, 0, 0, 31, 0, 0, 0, 0, 0, 0,
    56, 0, 0, 93, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0,
    0, 0, 0, 76, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 58, 91, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 23, 0, 0, 0, 0, 0, 14, 0, 0, 0, 16, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 59, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 42, 0, 49, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 39, 10, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0,
    0, 53, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 71, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 101, 98, 0,
    0, 0, 0, 0, 0, 0, 29, 0, 0, 78, 0, 0, 0, 0, 12, 0,
    0, 97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    79, 22, 96, 0, 0, 0, 0, 0, 0, 0, 0, 103, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 47, 62, 0, 0, 15, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 68, 24, 0, 0, 0, 0, 0, 0, 45, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 26, 0,
    41, 0, 92, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 94, 0,
    0, 0, 0, 0, 27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 75,
    0, 0, 0, 0, 0, 0, 0, 18, 0, 69, 0, 0, 0, 0, 0, 0,
    0, 5, 0, 0, 67, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 60,
    0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 104, 0, 0, 0, 0, 46, 88, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 81, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 0, 0, 105, 0,
    102, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 63, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0,
    0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 82, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 36, 0,
    0, 0, 0, 61, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 74, 0,
    50, 0, 0, 95, 0, 0, 0, 0, 0, 0, 0, 19, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 33, 0, 0, 0, 0, 0,
    0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 55, 0, 0, 0, 0, 0, 1, 0, 0, 0, 35, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0, 0,
    89, 0, 2, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    66, 0, 0, 0, 0, 0, 0, 0, 90, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 73, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 4, 0, 0, 30, 0, 43, 34, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 86, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    25, 7, 106, 0, 0, 0, 0, 0, 0, 0, 0, 0, 52, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0,
    0, 83, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 21, 0, 0, 0, 0, 57, 0, 0, 0, 0, 0, 87, 0, 0,
    0, 0, 0, 51, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 84, 0, 0, 85, 48, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 37, 0, 0, 0, 0,
};

const struct name_table html_element_table = {
    .seed = 668u,
    .shift = 22,
    .slots = element_slots,
    .names = element_names,
    .count = 106,
};

static const char *const attribute_names[] = {
    "action", "alt", "background", "bgcolor", "charset", "cite",
    "class", "codebase", "color", "content", "data", "dynsrc",
    "formaction", "height", "hidden", "href", "http-equiv", "id",
    "imagesrcset", "link", "longdesc", "lowsrc", "open", "ping",
    "placeholder", "poster", "rel", "size", "src", "srcdoc",
    "srcset", "style", "text", "title", "type", "value",
    "width", "xlink:href",
};

static const uint8_t attribute_slots[256] = {
    0, 0, 34, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0, 9, 0, 0,
    0, 38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    30, 0, 0, 0, 0, 3, 0, 0, 0, 0, 25, 4, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 5, 0, 0, 0,
    0, 0, 0, 16, 0, 0, 11, 1, 0, 0, 29, 0, 0, 0, 0, 0,
    0, 0, 31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 0, 0, 0, 12,
    0, 22, 10, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0,
    0, 33, 24, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 18, 0, 0,
    0, 0, 0, 37, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 17, 0, 0, 0, 0,
    0, 32, 0, 0, 27, 21, 0, 0, 35, 0, 0, 0, 0, 13, 0, 0,
    0, 0, 36, 0, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 26,
};

const struct name_table html_attribute_table = {
    .seed = 30u,
    .shift = 24,
    .slots = attribute_slots,
    .names = attribute_names,
    .count = 38,
};

static const char *const property_names[] = {
    "background", "background-color", "background-image", "clip", "clip-path", "color",
    "content-visibility", "display", "filter", "font", "font-size", "height",
    "left", "line-height", "margin-left", "margin-top", "max-height", "max-width",
    "mso-hide", "opacity", "overflow", "overflow-x", "overflow-y", "position",
    "-webkit-text-fill-color", "text-indent", "top", "transform", "visibility", "white-space",
    "width",
};

static const uint8_t property_slots[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 2, 0, 7, 0, 0, 0, 0, 0, 0, 4,
    0, 23, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 27, 0, 0, 0,
    0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 29, 0, 12, 0, 0,
    0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 18, 14, 0, 0, 0,
    0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 19, 0, 1, 17, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 31, 0, 0, 8,
    0, 0, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 3, 0, 20, 0, 30, 0,
    0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 25, 0,
    0, 21, 0, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0,
};

const struct name_table html_property_table = {
    .seed = 2u,
    .shift = 24,
    .slots = property_slots,
    .names = property_names,
    .count = 31,
};

static const char *const colour_names[] = {
    "aliceblue", "antiquewhite", "aqua", "aquamarine", "azure", "beige",
    "bisque", "black", "blanchedalmond", "blue", "blueviolet", "brown",
    "burlywood", "cadetblue", "chartreuse", "chocolate", "coral", "cornflowerblue",
    "cornsilk", "crimson", "cyan", "darkblue", "darkcyan", "darkgoldenrod",
    "darkgray", "darkgreen", "darkgrey", "darkkhaki", "darkmagenta", "darkolivegreen",
    "darkorange", "darkorchid", "darkred", "darksalmon", "darkseagreen", "darkslateblue",
    "darkslategray", "darkslategrey", "darkturquoise", "darkviolet", "deeppink", "deepskyblue",
    "dimgray", "dimgrey", "dodgerblue", "firebrick", "floralwhite", "forestgreen",
    "fuchsia", "gainsboro", "ghostwhite", "gold", "goldenrod", "gray",
    "green", "greenyellow", "grey", "honeydew", "hotpink", "indianred",
    "indigo", "ivory", "khaki", "lavender", "lavenderblush", "lawngreen",
    "lemonchiffon", "lightblue", "lightcoral", "lightcyan", "lightgoldenrodyellow", "lightgray",
    "lightgreen", "lightgrey", "lightpink", "lightsalmon", "lightseagreen", "lightskyblue",
    "lightslategray", "lightslategrey", "lightsteelblue", "lightyellow", "lime", "limegreen",
    "linen", "magenta", "maroon", "mediumaquamarine", "mediumblue", "mediumorchid",
    "mediumpurple", "mediumseagreen", "mediumslateblue", "mediumspringgreen", "mediumturquoise", "mediumvioletred",
    "midnightblue", "mintcream", "mistyrose", "moccasin", "navajowhite", "navy",
    "oldlace", "olive", "olivedrab", "orange", "orangered", "orchid",
    "palegoldenrod", "palegreen", "paleturquoise", "palevioletred", "papayawhip", "peachpuff",
    "peru", "pink", "plum", "powderblue", "purple", "rebeccapurple",
    "red", "rosybrown", "royalblue", "saddlebrown", "salmon", "sandybrown",
    "seagreen", "seashell", "sienna", "silver", "skyblue", "slateblue",
    "slategray", "slategrey", "snow", "springgreen", "steelblue", "tan",
    "teal", "thistle", "tomato", "turquoise", "violet", "wheat",
    "white", "whitesmoke", "yellow", "yellowgreen", "transparent",
};

static const uint8_t colour_slots[2048] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 94, 0, 98, 0, 0, 0,
    0, 18, 0, 0, 0, 0, 0, 0, 126, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 61, 0, 0, 0, 0, 0,
    0, 42, 0, 106, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 51, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 75, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    68, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 138,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80,
    0, 0, 0, 0, 108, 0, 0, 107, 0, 0, 0, 131, 0, 0, 0, 0,
    85, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 146, 0,
    0, 0, 134, 0, 0, 0, 0, 0, 121, 0, 118, 0, 70, 0, 0, 0,
    43, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 103,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 141, 0, 0,
    0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 137,
    0, 0, 0, 0, 0, 93, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 73, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 136, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 35, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 14, 0, 0, 99, 0, 0, 0, 133, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 24,
    0, 0, 0, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 86, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 82, 0, 0, 0, 0, 0, 0, 60, 0, 0,
    84, 0, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 102, 0, 0, 0, 0, 0, 0, 0, 67, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 88, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 65, 0, 0, 0, 52, 0, 0, 0,
    0, 0, 0, 0, 97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 81, 127, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 79, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 0, 0, 147, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 33, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 21, 0, 0, 0, 0, 0, 1, 0, 0, 0, 148,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 92, 0, 0,
    0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90, 0, 0, 0,
    0, 0, 0, 0, 0, 105, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 62, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    74, 0, 0, 0, 0, 0, 0, 109, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 59, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 149, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 119, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 36, 0, 0, 0, 0, 0, 8, 0, 0, 0,
    0, 0, 0, 111, 144, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 125, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 140, 0, 112, 0, 0, 0, 0, 0, 0, 0,
    100, 0, 0, 0, 0, 63, 0, 0, 0, 0, 0, 0, 114, 3, 0, 0,
    0, 0, 0, 0, 0, 0, 101, 0, 0, 89, 0, 0, 0, 0, 113, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 38, 0, 0, 120,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 15, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 69, 0,
    0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72, 95, 0,
    0, 0, 0, 0, 71, 0, 0, 0, 0, 0, 0, 48, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 145, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 56, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 0,
    0, 47, 142, 0, 0, 0, 0, 0, 0, 0, 57, 0, 0, 0, 0, 66,
    0, 0, 0, 0, 0, 0, 0, 0, 29, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 122, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    129, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0,
    0, 0, 54, 0, 0, 0, 0, 0, 0, 0, 0, 34, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 78, 0, 0, 0, 0, 104, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 87, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 41, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 37, 0, 0, 0, 0, 0, 0, 0,
    0, 130, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 123, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25,
    0, 0, 0, 0, 0, 0, 0, 0, 49, 0, 40, 0, 0, 0, 0, 0,
    0, 143, 53, 0, 0, 0, 0, 0, 0, 0, 0, 55, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 32, 39, 0, 0, 110, 0, 0, 0, 0,
    0, 0, 0, 0, 76, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 135, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 124,
    0, 139, 0, 0, 0, 0, 83, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 117, 0, 0, 0, 0,
    0, 0, 116, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 46, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 91,
    0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 115, 0, 0, 0, 0, 0, 0, 0, 0, 132, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

const struct name_table html_colour_table = {
    .seed = 372u,
    .shift = 21,
    .slots = colour_slots,
    .names = colour_names,
    .count = 149,
};

const char html_reference_names[] =
    "Aring" "ShortRightArrow" "dzcy" "udblac" "subsim" "omacr"
    "tdot" "gne" "isinsv" "HumpEqual" "curlyeqsucc" "leqq"
    "lhard" "numsp" "Oacute" "zigrarr" "blacktriangleright" "cire"
    "precneqq" "sqsupe" "boxhU" "oslash" "subE" "ApplyFunction"
    "smtes" "vnsub" "xi" "lbrke" "rthree" "Proportion"
    "multimap" "Lstrok" "NotLeftTriangleEqual" "bkarow" "seArr" "xrarr"
    "PrecedesSlantEqual" "duhar" "nesear" "notindot" "supE" "yfr"
    "zcaron" "rdsh" "wcirc" "cupdot" "iukcy" "rarrsim"
    "DownArrowBar" "NotLessGreater" "Oopf" "Succeeds" "ntgl" "rcaron"
    "gesles" "gsim" "NotTildeFullEqual" "Implies" "NegativeVeryThinSpace" "boxUR"
    "Lopf" "loz" "CloseCurlyQuote" "uacute" "varpi" "Del"
    "lvnE" "preccurlyeq" "vartheta" "cwconint" "raemptyv" "ddarr"
    "bepsi" "jcy" "rightleftarrows" "llhard" "sup1" "ccupssm"
    "nrArr" "odiv" "boxtimes" "lnapprox" "rdquo" "Intersection"
    "barwed" "gesdoto" "blacklozenge" "rangle" "xoplus" "LeftDownTeeVector"
    "scaron" "edot" "harrcir" "angst" "escr" "nge"
    "sfrown" "lates" "ngtr" "orv" "DotDot" "PartialD"
    "centerdot" "LeftTee" "RightDoubleBracket" "nsime" "Hfr" "UpArrowBar"
    "cupcup" "ofcir" "rightarrowtail" "ETH" "xrArr" "Because"
    "Ocirc" "sc" "Scirc" "race" "rightthreetimes" "yucy"
    "lcedil" "Vscr" "lgE" "Hcirc" "leq" "roarr"
    "ncong" "ngeq" "toea" "urcrop" "because" "cularrp"
    "neArr" "nsub" "NotGreaterFullEqual" "dharr" "omicron" "angmsd"
    "ensp" "nleftrightarrow" "NotHumpDownHump" "nsimeq" "plustwo" "ubrcy"
    "LeftRightVector" "plusmn" "larrfs" "lmoustache" "nparsl" "subsub"
    "AMP" "GreaterLess" "late" "CircleDot" "boxHu" "dlcrop"
    "rtri" "Edot" "bsolhsub" "vangrt" "clubs" "emacr"
    "cwint" "jfr" "nexist" "conint" "Gcedil" "LessLess"
    "NotLeftTriangle" "Qfr" "exist" "succneqq" "varrho" "DownLeftTeeVector"
    "RightUpDownVector" "UpperLeftArrow" "Dcaron" "laquo" "ltri" "uscr"
    "leftrightsquigarrow" "ratio" "ggg" "lEg" "ring" "ltquest"
    "NotReverseElement" "Yopf" "cirscir" "elsdot" "zwnj" "Fscr"
    "hfr" "nbumpe" "plusb" "varr" "precapprox" "rharu"
    "ulcorner" "zwj" "wedbar" "lcub" "Topf" "boxdr"
    "boxuR" "sigmav" "spar" "eqcolon" "nwarr" "weierp"
    "cupcap" "nlsim" "Ouml" "RightArrow" "flat" "precnapprox"
    "EmptyVerySmallSquare" "smallsetminus" "LowerRightArrow" "lotimes" "varsupsetneqq" "dagger"
    "dlcorn" "deg" "approx" "leftrightharpoons" "yuml" "LongRightArrow"
    "Ubrcy" "UnionPlus" "boxUl" "lesges" "nsupE" "sim"
    "DoubleLeftRightArrow" "boxhD" "egsdot" "nleqslant" "SOFTcy" "leftarrowtail"
    "rlarr" "boxvl" "qfr" "searr" "Yfr" "hyphen"
    "lopar" "qopf" "UpArrow" "angle" "ssetmn" "downharpoonright"
    "Ocy" "sbquo" "capcap" "mid" "Pr" "nGtv"
    "incare" "UpperRightArrow" "acute" "iiota" "apacir" "comp"
    "emsp" "langd" "plusdu" "prurel" "suphsol" "ThinSpace"
    "Delta" "Hstrok" "ldsh" "xvee" "amalg" "Ccaron"
    "HorizontalLine" "asymp" "chcy" "NestedLessLess" "Jcy" "notnivc"
    "Downarrow" "Tau" "popf" "IOcy" "boxVl" "csub"
    "nwArr" "rbbrk" "DD" "VerticalTilde" "Yuml" "pcy"
    "pointint" "square" "cupor" "squf" "Or" "pr"
    "Longleftarrow" "leftleftarrows" "nwarrow" "otilde" "srarr" "Zscr"
    "lsime" "yscr" "Ntilde" "cirmid" "dzigrarr" "gE"
    "ratail" "CircleTimes" "SquareUnion" "bigstar" "otimes" "rarrap"
    "vsupnE" "Int" "iuml" "ExponentialE" "Hacek" "clubsuit"
    "glj" "mp" "vzigzag" "rtriltri" "boxvh" "oscr"
    "pound" "DoubleLongRightArrow" "gscr" "gtdot" "supne" "gtrless"
    "NotCupCap" "boxDR" "iecy" "ocy" "prnE" "swarr"
    "SHcy" "Precedes" "rhov" "bsolb" "eqslantgtr" "Popf"
    "acirc" "isins" "lbarr" "supdsub" "Diamond" "hellip"
    "dopf" "lsim" "xodot" "aring" "Atilde" "LongLeftRightArrow"
    "hearts" "ltcir" "rarrtl" "ascr" "eg" "nhpar"
    "boxHd" "imath" "ordm" "smile" "Yscr" "boxVh"
    "caps" "sqcap" "checkmark" "excl" "lat" "rArr"
    "Jfr" "glE" "complexes" "rightleftharpoons" "thickapprox" "aelig"
    "plusacir" "ulcrop" "mcomma" "odsold" "ccups" "nhArr"
    "ograve" "InvisibleComma" "rdquor" "smid" "bsim" "telrec"
    "target" "HumpDownHump" "SquareIntersection" "nfr" "vert" "RightUpTeeVector"
    "gneqq" "opar" "rotimes" "Vopf" "int" "leftarrow"
    "rsqb" "rsquor" "times" "vArr" "UpEquilibrium" "angmsdad"
    "nisd" "oacute" "uogon" "Rcy" "realpart" "tscy"
    "blacksquare" "dcy" "rhard" "reals" "NotGreater" "ljcy"
    "rect" "SmallCircle" "lessapprox" "LongLeftArrow" "amacr" "subseteqq"
    "swArr" "backsim" "boxH" "sime" "Longleftrightarrow" "blk34"
    "fopf" "period" "egs" "NotTildeTilde" "boxVR" "infin"
    "pertenk" "xdtri" "SuchThat" "lne" "piv" "theta"
    "boxv" "nesim" "NotLessLess" "Sscr" "Wfr" "frac15"
    "nRightarrow" "uharl" "bigtriangledown" "nsim" "Escr" "ThickSpace"
    "bopf" "bowtie" "supsetneqq" "it" "rarr" "DownRightVector"
    "horbar" "jukcy" "lap" "male" "notinvb" "curarr"
    "kfr" "measuredangle" "sdote" "FilledVerySmallSquare" "nharr" "ycy"
    "Kcedil" "Ll" "timesb" "DownTee" "osol" "thorn"
    "DoubleDot" "spadesuit" "NotSubsetEqual" "iquest" "rcy" "ropf"
    "smte" "mfr" "Ufr" "Dagger" "TildeFullEqual" "order"
    "NotExists" "Ucirc" "capcup" "ccaps" "reg" "Re"
    "subseteq" "trpezium" "OverBrace" "hairsp" "HARDcy" "LeftTeeVector"
    "supseteqq" "supsim" "Gdot" "Superset" "prnsim" "Bopf"
    "hardcy" "andd" "doteqdot" "hercon" "Congruent" "dstrok"
    "Zcy" "rarrc" "bne" "lopf" "rsaquo" "supsub"
    "vsubnE" "curvearrowright" "numero" "rppolint" "zhcy" "Star"
    "ultri" "luruhar" "urtri" "Hscr" "sigmaf" "xharr"
    "Supset" "becaus" "lceil" "REG" "Sum" "hybull"
    "nlt" "xutri" "acE" "empty" "Otimes" "NotNestedLessLess"
    "Vvdash" "npolint" "pitchfork" "semi" "gbreve" "xlarr"
    "nsubset" "bigoplus" "fpartint" "ufr" "dashv" "nu"
    "Vbar" "ldca" "prE" "Aopf" "VerticalBar" "NotNestedGreaterGreater"
    "mcy" "omega" "rtrif" "DownBreve" "npart" "image"
    "mldr" "minusb" "ShortDownArrow" "UnderBar" "hkswarow" "Cfr"
    "DownLeftRightVector" "UpTee" "gsime" "kappav" "npreceq" "TScy"
    "gtquest" "nrtri" "zcy" "subplus" "LeftArrow" "Lleftarrow"
    "ffr" "ncup" "topcir" "Zfr" "ape" "cudarrl"
    "cup" "minusdu" "angzarr" "gcirc" "gtreqqless" "leftthreetimes"
    "LeftTriangleBar" "dblac" "robrk" "xhArr" "Dcy" "dscy"
    "rbrksld" "sup2" "UnderBracket" "Utilde" "simdot" "varsubsetneqq"
    "sccue" "sum" "sqsupseteq" "Colon" "lesdot" "pfr"
    "Xfr" "bcy" "dtri" "roang" "THORN" "pscr"
    "varsupsetneq" "xlArr" "GreaterGreater" "ImaginaryI" "barvee" "nvdash"
    "LeftTriangle" "LeftTriangleEqual" "angmsdah" "DownRightTeeVector" "tritime" "nbump"
    "GreaterEqual" "Ofr" "COPY" "Odblac" "ReverseEquilibrium" "lambda"
    "rx" "acd" "gnE" "smeparsl" "lcaron" "mstpos"
    "xwedge" "NotHumpEqual" "SucceedsEqual" "cfr" "lrm" "cirE"
    "egrave" "lhblk" "mnplus" "naturals" "tstrok" "CenterDot"
    "Ycy" "approxeq" "capbrcup" "cdot" "sdot" "sube"
    "DoubleVerticalBar" "jopf" "ouml" "cuepr" "imped" "blacktriangledown"
    "perp" "TildeEqual" "NotVerticalBar" "angrt" "smashp" "zfr"
    "Idot" "afr" "Mfr" "Pscr" "scap" "sstarf"
    "Subset" "rfisht" "scnE" "LeftVectorBar" "ReverseElement" "bull"
    "crarr" "daleth" "nles" "upuparrows" "Gcirc" "bprime"
    "nvDash" "vprop" "bigsqcup" "isindot" "lstrok" "nang"
    "OverBar" "Sopf" "jcirc" "nvap" "xfr" "Acy"
    "efr" "varepsilon" "varkappa" "Iopf" "DZcy" "bigodot"
    "hArr" "nparallel" "rightharpoondown" "shy" "Vdashl" "Lcy"
    "YAcy" "frac18" "lltri" "topfork" "larrtl" "forkv"
    "Jopf" "Sigma" "bemptyv" "intcal" "trie" "scnap"
    "nsubE" "Uarr" "spades" "DoubleUpArrow" "ngE" "parallel"
    "olarr" "yacy" "eqslantless" "simgE" "ltlarr" "nle"
    "iexcl" "lAarr" "orarr" "frac25" "wr" "abreve"
    "subne" "Auml" "kopf" "zscr" "Dstrok" "heartsuit"
    "vnsup" "Omacr" "Zeta" "dbkarow" "leftrightarrows" "Mcy"
    "Leftrightarrow" "UnderBrace" "ell" "LeftArrowRightArrow" "easter" "lg"
    "setmn" "ContourIntegral" "RightTeeVector" "acy" "bNot" "sqsup"
    "frasl" "kcy" "nearr" "RBarr" "Alpha" "lozf"
    "OverParenthesis" "Wedge" "duarr" "marker" "Lscr" "harr"
    "searhk" "NotGreaterTilde" "ecirc" "isinv" "NotSquareSupersetEqual" "nsqsupe"
    "SucceedsTilde" "Ycirc" "lcy" "iff" "mumap" "ntilde"
    "ntrianglerighteq" "trianglerighteq" "Lacute" "NotLessSlantEqual" "Rfr" "sung"
    "radic" "PlusMinus" "Upsi" "Upsilon" "lvertneqq" "nvge"
    "squ" "lrhard" "ddagger" "doublebarwedge" "ltimes" "nsupseteqq"
    "nsucceq" "rbrkslu" "RightVectorBar" "ic" "succapprox" "Kappa"
    "colone" "eqcirc" "squarf" "Laplacetrf" "ncap" "precnsim"
    "vfr" "Fcy" "puncsp" "Pfr" "map" "thinsp"
    "YUcy" "expectation" "kjcy" "vartriangleleft" "submult" "Tcy"
    "YIcy" "NewLine" "andand" "ap" "bumpe" "ord"
    "Colone" "euro" "lrarr" "LeftFloor" "boxur" "blank"
    "boxdR" "nsc" "zeetrf" "nLeftarrow" "CirclePlus" "bsol"
    "dsol" "napid" "rbrke" "tprime" "LeftAngleBracket" "yicy"
    "circledast" "rbrace" "uHar" "gtreqless" "rlhar" "Integral"
    "nvinfin" "bump" "vscr" "Bumpeq" "Gfr" "Lcedil"
    "eogon" "boxUL" "kgreen" "dHar" "nsupe" "Nopf"
    "ne" "gcy" "harrw" "micro" "rfr" "twoheadrightarrow"
    "Ucy" "Aogon" "frac58" "rdca" "LowerLeftArrow" "NotSquareSuperset"
    "hookrightarrow" "sscr" "icy" "seswar" "varsubsetneq" "RightAngleBracket"
    "DoubleUpDownArrow" "fcy" "eparsl" "cups" "nabla" "rpar"
    "Zdot" "amp" "imacr" "lozenge" "rAarr" "CloseCurlyDoubleQuote"
    "rarrw" "tcy" "Egrave" "Zacute" "blacktriangle" "tbrk"
    "longrightarrow" "para" "xcirc" "iinfin" "Proportional" "boxVL"
    "equest" "quot" "alefsym" "ffllig" "fscr" "nsubseteqq"
    "lfloor" "NJcy" "grave" "imagline" "Ncy" "check"
    "timesbar" "tshcy" "Lt" "NotLessEqual" "bbrktbrk" "plussim"
    "ge" "leg" "lurdshar" "ngt" "Iota" "gfr"
    "topf" "Agrave" "DoubleContourIntegral" "RightTeeArrow" "iocy" "vsupne"
    "lesg" "GJcy" "apid" "ni" "nshortmid" "Wopf"
    "emptyv" "nmid" "tint" "frac14" "ucy" "phi"
    "propto" "dd" "dollar" "rdldhar" "zacute" "boxDr"
    "jscr" "midcir" "bscr" "wopf" "VeryThinSpace" "rrarr"
    "notinvc" "sdotb" "varphi" "disin" "female" "nlArr"
    "roplus" "Ccedil" "Kcy" "ecolon" "lsqb" "eDDot"
    "fltns" "bigcirc" "eng" "ncongdot" "cupbrcap" "larrpl"
    "longleftarrow" "thksim" "ruluhar" "shcy" "uhblk" "Updownarrow"
    "drbkarow" "veeeq" "agrave" "angmsdag" "nequiv" "supmult"
    "UpArrowDownArrow" "boxVH" "Ncedil" "bottom" "lbrack" "ncy"
    "npar" "KHcy" "ntriangleright" "aopf" "rightharpoonup" "Verbar"
    "ges" "prop" "Vdash" "gEl" "boxuL" "simlE"
    "lsh" "Gt" "Jscr" "rharul" "uwangle" "Union"
    "Bscr" "Map" "Rscr" "bfr" "cong" "napE"
    "nvlArr" "Nfr" "khcy" "VDash" "div" "Iogon"
    "rarrb" "downharpoonleft" "cylcty" "hstrok" "ForAll" "RightFloor"
    "Vcy" "rscr" "CapitalDifferentialD" "Nscr" "UpTeeArrow" "ltrif"
    "dfr" "urcorn" "Cap" "Lfr" "Wscr" "larrb"
    "Sub" "nrarrw" "profsurf" "coloneq" "eplus" "Barwed"
    "LeftDoubleBracket" "geqq" "or" "NotRightTriangleEqual" "lnE" "softcy"
    "boxV" "iiint" "ast" "blacktriangleleft" "lparlt" "sqsube"
    "circ" "planck" "racute" "rpargt" "thicksim" "angmsdac"
    "mho" "Gamma" "awint" "nacute" "NotGreaterLess" "Qscr"
    "and" "bnequiv" "gla" "LeftTeeArrow" "Iscr" "VerticalSeparator"
    "blk14" "cuwed" "loang" "NotEqualTilde" "Rrightarrow" "CircleMinus"
    "Sacute" "Scy" "csup" "dcaron" "divide" "gtrsim"
    "lesseqqgtr" "siml" "curlyeqprec" "lagran" "doteq" "quaternions"
    "ecy" "larrlp" "larrsim" "npr" "mapstoleft" "Ifr"
    "plankv" "rmoust" "umacr" "ac" "hbar" "triangledown"
    "vcy" "atilde" "Dopf" "eta" "sup3" "trade"
    "vopf" "cap" "lfr" "Cross" "angrtvbd" "apos"
    "prcue" "rHar" "ufisht" "sub" "latail" "nLl"
    "cuesc" "RightTriangle" "bigvee" "mapsto" "Ubreve" "Epsilon"
    "gescc" "rlm" "FilledSmallSquare" "MinusPlus" "ovbar" "LeftDownVector"
    "RightDownVectorBar" "Cscr" "nis" "plusdo" "NestedGreaterGreater" "downarrow"
    "eopf" "tscr" "lharul" "yacute" "Amacr" "lesssim"
    "oline" "sfr" "swnwar" "Phi" "ReverseUpEquilibrium" "rtrie"
    "RightUpVector" "nltrie" "scy" "lbrksld" "RoundImplies" "les"
    "Im" "Theta" "xuplus" "uarr" "AElig" "Barv"
    "emsp13" "nsmid" "twixt" "ifr" "RightUpVectorBar" "uml"
    "laemptyv" "equals" "lHar" "leftharpoonup" "oint" "LeftArrowBar"
    "sharp" "bigtriangleup" "nsce" "Pcy" "Rsh" "dot"
    "nleqq" "vBar" "Eopf" "Nacute" "ll" "udarr"
    "maltese" "twoheadleftarrow" "caret" "qint" "subrarr" "Bfr"
    "Gg" "Ffr" "dtrif" "gdot" "Cup" "llcorner"
    "notinE" "profline" "fork" "lscr" "suplarr" "bigcup"
    "Xopf" "ange" "uharr" "NotGreaterGreater" "NotSuperset" "nvHarr"
    "star" "Dfr" "boxdl" "ocirc" "hscr" "brvbar"
    "nges" "rangd" "utilde" "gtrapprox" "NotSucceedsTilde" "lE"
    "not" "downdownarrows" "hcirc" "supplus" "NotPrecedesEqual" "cirfnint"
    "real" "bumpeq" "fjlig" "sqcups" "PrecedesEqual" "lescc"
    "NotSquareSubset" "gtlPar" "jmath" "swarrow" "igrave" "curvearrowleft"
    "nsqsube" "lacute" "lneq" "DownLeftVectorBar" "curarrm" "boxvR"
    "nLt" "rsh" "supset" "Ncaron" "prnap" "DScy"
    "Igrave" "quatint" "Ecy" "nprec" "xnis" "ocir"
    "Omega" "ShortUpArrow" "gtcir" "longmapsto" "Afr" "die"
    "filig" "Jukcy" "Vee" "Xscr" "bsemi" "Ccirc"
    "nopf" "esim" "langle" "Aacute" "eqsim" "RightTriangleBar"
    "epsilon" "oror" "utrif" "Uarrocir" "rtimes" "xscr"
    "caron" "succnsim" "DoubleRightTee" "NotSubset" "barwedge" "nsucc"
    "Larr" "bigcap" "gacute" "gtrdot" "rightrightarrows" "triangleleft"
    "xsqcup" "psi" "scsim" "Lmidot" "dtdot" "RuleDelayed"
    "sigma" "gesl" "lsimg" "curlywedge" "zdot" "GreaterTilde"
    "trisb" "varpropto" "Uopf" "nsube" "dscr" "eacute"
    "starf" "permil" "vltri" "Copf" "NotGreaterEqual" "mapstoup"
    "mlcp" "Hopf" "Kfr" "OElig" "ldrushar" "nlE"
    "supseteq" "EmptySmallSquare" "ddotseq" "vBarv" "boxDL" "mopf"
    "simrarr" "xcap" "SupersetEqual" "macr" "subnE" "uArr"
    "hslash" "Prime" "drcrop" "gvertneqq" "shortmid" "ugrave"
    "par" "pm" "vee" "uuarr" "Coproduct" "qprime"
    "between" "cudarrr" "ee" "Gammad" "Udblac" "notniva"
    "sce" "scpolint" "prod" "utdot" "odblac" "Ugrave"
    "bnot" "cent" "in" "sol" "RightVector" "boxplus"
    "curren" "Dot" "Dscr" "Lang" "copy" "frac35"
    "nwarhk" "Tscr" "num" "ccaron" "ldquor" "quest"
    "LeftVector" "NotTilde" "Oslash" "angrtvb" "sopf" "timesd"
    "LeftDownVectorBar" "curlyvee" "Pi" "Tilde" "Uuml" "percnt"
    "VerticalLine" "iopf" "larrbfs" "HilbertSpace" "Mopf" "TripleDot"
    "Xi" "circleddash" "odash" "rBarr" "nrarrc" "vellip"
    "ctdot" "divideontimes" "DoubleLongLeftArrow" "DownRightVectorBar" "iogon" "lrhar"
    "subset" "csube" "Vfr" "njcy" "euml" "rfloor"
    "intprod" "parsl" "lsaquo" "nspar" "oplus" "rbarr"
    "xmap" "IJlig" "SquareSubset" "bumpE" "ohm" "circledR"
    "exponentiale" "ccedil" "DownTeeArrow" "NotRightTriangle" "TRADE" "isin"
    "pi" "bsime" "tcaron" "InvisibleTimes" "Tfr" "frac13"
    "alpha" "ropar" "wedge" "NotSupersetEqual" "ZeroWidthSpace" "ShortLeftArrow"
    "awconint" "phmmat" "auml" "gesdotol" "eth" "Backslash"
    "SucceedsSlantEqual" "nscr" "nsup" "zeta" "NotCongruent" "Tcaron"
    "equivDD" "orslope" "straightepsilon" "tridot" "wedgeq" "tosa"
    "LessGreater" "aogon" "subsup" "backcong" "Gcy" "Wcirc"
    "nsubseteq" "Euml" "Iukcy" "scnsim" "KJcy" "angmsdaf"
    "looparrowright" "uplus" "Rightarrow" "subedot" "Icy" "biguplus"
    "Kopf" "Sc" "qscr" "rarrpl" "ldquo" "upsi"
    "gnap" "midast" "nsccue" "NotLeftTriangleBar" "napprox" "scirc"
    "simg" "Bcy" "block" "Cacute" "Psi" "gneq"
    "NegativeMediumSpace" "Uparrow" "leftrightarrow" "nvlt" "ogon" "profalar"
    "thetasym" "varnothing" "beta" "diam" "tfr" "DotEqual"
    "elinters" "subsetneq" "succcurlyeq" "Jcirc" "af" "circlearrowleft"
    "llarr" "yen" "LT" "bigotimes" "Conint" "ltrie"
    "nvrArr" "boxhu" "emptyset" "delta" "NotSucceedsEqual" "triplus"
    "LeftRightArrow" "RightTriangleEqual" "Uacute" "larrhk" "rcub" "sacute"
    "supe" "yopf" "backsimeq" "congdot" "lpar" "sqsub"
    "LeftUpDownVector" "NotSucceeds" "geqslant" "DownLeftVector" "Tcedil" "lessdot"
    "erDot" "strns" "hoarr" "leftharpoondown" "notin" "oast"
    "Product" "angmsdab" "boxUr" "Icirc" "succsim" "UnderParenthesis"
    "ang" "kscr" "nvrtrie" "dash" "ecaron" "gjcy"
    "cscr" "OverBracket" "els" "LessEqualGreater" "nvsim" "rarrfs"
    "urcorner" "Beta" "Iacute" "RightCeiling" "Tab" "Uscr"
    "cuvee" "nlarr" "Eacute" "minusd" "DoubleLeftArrow" "gl"
    "Efr" "lmoust" "sext" "ssmile" "topbot" "RightArrowLeftArrow"
    "sqsupset" "eDot" "lessgtr" "GreaterSlantEqual" "Poincareplane" "rarrbfs"
    "mscr" "rcedil" "subdot" "GreaterEqualLess" "nvgt" "tcedil"
    "DiacriticalDot" "erarr" "boxul" "Uring" "phiv" "GT"
    "gimel" "vartriangleright" "Imacr" "drcorn" "dharl" "Lsh"
    "Rcedil" "wreath" "Kscr" "Esim" "lsquo" "Assign"
    "risingdotseq" "iota" "simplus" "itilde" "NegativeThinSpace" "pluse"
    "sqcup" "gvnE" "nap" "slarr" "Mellintrf" "supdot"
    "Qopf" "boxbox" "nexists" "parsim" "lt" "Square"
    "boxHU" "nrtrie" "scedil" "EqualTilde" "Mscr" "ogt"
    "prsim" "Itilde" "Yacute" "inodot" "nGt" "backprime"
    "circeq" "vDash" "DownArrow" "nrightarrow" "rarrlp" "isinE"
    "sqsubseteq" "succ" "diams" "Zopf" "emsp14" "thetav"
    "frac78" "ngeqslant" "phone" "Gopf" "vdash" "And"
    "NotPrecedes" "mdash" "upharpoonleft" "jsercy" "Zcaron" "natur"
    "imagpart" "lneqq" "lthree" "Eogon" "gopf" "Rcaron"
    "solb" "forall" "Breve" "DDotrahd" "orderof" "DownArrowUpArrow"
    "ccirc" "frac45" "gap" "nprcue" "npre" "otimesas"
    "vrtri" "nshortparallel" "olcir" "bot" "complement" "divonx"
    "LessFullEqual" "Therefore" "nless" "ohbar" "djcy" "colon"
    "ffilig" "Iuml" "iiiint" "capdot" "updownarrow" "cross"
    "niv" "rightarrow" "QUOT" "Rarrtl" "nvle" "DoubleDownArrow"
    "Oscr" "Gscr" "ntriangleleft" "gtcc" "LessTilde" "frac56"
    "loplus" "succnapprox" "gel" "NotLess" "ncedil" "Omicron"
    "boxhd" "nltri" "rAtail" "Scaron" "gt" "nedot"
    "NotSquareSubsetEqual" "gamma" "lBarr" "Sup" "malt" "olt"
    "range" "aleph" "boxvL" "lbbrk" "natural" "straightphi"
    "verbar" "wscr" "Exists" "ncaron" "csupe" "integers"
    "CHcy" "rsquo" "diamond" "fllig" "ltdot" "SquareSuperset"
    "circlearrowright" "Ascr" "RightDownVector" "ntlg" "Cedilla" "frac23"
    "raquo" "ubreve" "Equilibrium" "Fouriertrf" "SHCHcy" "Sfr"
    "top" "Cayleys" "CupCap" "LeftCeiling" "Rang" "bcong"
    "nearrow" "capand" "Racute" "nsupseteq" "Acirc" "NotRightTriangleBar"
    "cemptyv" "shchcy" "uopf" "MediumSpace" "SquareSubsetEqual" "asympeq"
    "nleq" "efDot" "tau" "TSHcy" "aacute" "fallingdotseq"
    "iscr" "questeq" "rang" "Emacr" "Vert" "OpenCurlyDoubleQuote"
    "part" "LeftUpVector" "fnof" "kappa" "gnsim" "NonBreakingSpace"
    "IEcy" "Rho" "rightsquigarrow" "Cconint" "DoubleLongLeftRightArrow" "ordf"
    "frown" "precsim" "DifferentialD" "Ecaron" "Fopf" "nldr"
    "sup" "boxvH" "SubsetEqual" "andv" "frac38" "lowbar"
    "supnE" "Umacr" "Bernoullis" "bigwedge" "DoubleRightArrow" "ZHcy"
    "equiv" "hamilt" "wp" "NotElement" "bullet" "Rarr"
    "boxdL" "cedil" "uuml" "diamondsuit" "rceil" "NotEqual"
    "lbrace" "Leftarrow" "boxminus" "gammad" "le" "rbrack"
    "ucirc" "upharpoonright" "boxHD" "lsquor" "nGg" "Not"
    "Ropf" "lfisht" "napos" "NotGreaterSlantEqual" "ltcc" "xcup"
    "simeq" "LJcy" "beth" "commat" "lnsim" "ominus"
    "rho" "boxvr" "comma" "sqcaps" "xotime" "dotminus"
    "therefore" "LessSlantEqual" "RightDownTeeVector" "notnivb" "subsetneqq" "imof"
    "Ecirc" "Uogon" "ngsim" "nwnear" "digamma" "frac34"
    "icirc" "cir" "circledcirc" "lrtri" "swarhk" "DiacriticalTilde"
    "boxh" "supsup" "mapstodown" "oopf" "olcross" "bbrk"
    "andslope" "dotsquare" "TildeTilde" "boxVr" "wfr" "ltrPar"
    "DoubleLeftTee" "Nu" "middot" "searrow" "ENG" "shortparallel"
    "Jsercy" "ndash" "Chi" "xopf" "notni" "prime"
    "lharu" "Otilde" "operp" "upsih" "gg" "circledS"
    "SquareSupersetEqual" "there4" "udhar" "Scedil" "darr" "lArr"
    "nvltrie" "succeq" "ulcorn" "frac12" "Mu" "sect"
    "lbrkslu" "DJcy" "boxDl" "coprod" "ii" "NotTildeEqual"
    "lnap" "notinva" "NotPrecedesSlantEqual" "copysr" "rarrhk" "Longrightarrow"
    "gtrarr" "triminus" "longleftrightarrow" "nLtv" "LeftUpTeeVector" "UpDownArrow"
    "cacute" "eqvparsl" "prap" "prec" "Lambda" "angmsdae"
    "breve" "scE" "nbsp" "Eta" "mu" "nVdash"
    "primes" "varsigma" "Lcaron" "Sqrt" "blk12" "triangle"
    "vsubne" "chi" "Darr" "DiacriticalDoubleAcute" "realine" "Gbreve"
    "geq" "oelig" "omid" "ClockwiseContourIntegral" "nsupset" "planckh"
    "tilde" "nVDash" "GreaterFullEqual" "gesdot" "intlarhk" "ngeqq"
    "supsetneq" "uring" "gnapprox" "gsiml" "ldrdhar" "dArr"
    "oS" "larr" "supedot" "NotLessTilde" "cularr" "frac16"
    "DiacriticalGrave" "Equal" "uparrow" "el" "mDDot" "models"
    "setminus" "epar" "rmoustache" "rnmid" "smt" "lesdotor"
    "simne" "Hat" "bernou" "kcedil" "looparrowleft" "pre"
    "backepsilon" "lobrk" "ycirc" "Cdot" "dfisht" "fflig"
    "lesseqgtr" "demptyv" "intercal" "angsph" "copf" "NotDoubleVerticalBar"
    "hopf" "iacute" "iprod" "leqslant" "odot" "rationals"
    "utri" "ecir" "hksearow" "lrcorner" "epsiv" "origof"
    "plus" "suphsub" "szlig" "RightArrowBar" "trianglelefteq" "triangleq"
    "OpenCurlyQuote" "loarr" "compfn" "hookleftarrow" "lmidot" "RightTee"
    "angmsdaa" "pluscir" "NoBreak" "CounterClockwiseContourIntegral" "half" "upsilon"
    "dotplus" "lesdoto" "NegativeThickSpace" "epsi" "DiacriticalAcute" "apE"
    "dwangle" "nearhk" "LeftUpVectorBar" "Dashv" "bdquo" "veebar"
    "ntrianglelefteq" "triangleright" "lowast" "homtht" "ijlig" "preceq"
    "Abreve" "lang" "solbar" "NotSucceedsSlantEqual" "esdot" "infintie"
    "nLeftrightarrow" "nleftarrow" "minus" "zopf" "lAtail" "ofr"
    "Element" "PrecedesTilde" "sqsubset" "thkap" "Tstrok" "nrarr"
    "Ograve";

const struct reference_row html_references[] = {
    {0, 5, 1, 2, {0xC3, 0x85}}, {5, 15, 0, 3, {0xE2, 0x86, 0x92}},
    {20, 4, 0, 2, {0xD1, 0x9F}}, {24, 6, 0, 2, {0xC5, 0xB1}},
    {30, 6, 0, 3, {0xE2, 0xAB, 0x87}}, {36, 5, 0, 2, {0xC5, 0x8D}},
    {41, 4, 0, 3, {0xE2, 0x83, 0x9B}}, {45, 3, 0, 3, {0xE2, 0xAA, 0x88}},
    {48, 6, 0, 3, {0xE2, 0x8B, 0xB3}}, {54, 9, 0, 3, {0xE2, 0x89, 0x8F}},
    {63, 11, 0, 3, {0xE2, 0x8B, 0x9F}}, {74, 4, 0, 3, {0xE2, 0x89, 0xA6}},
    {78, 5, 0, 3, {0xE2, 0x86, 0xBD}}, {83, 5, 0, 3, {0xE2, 0x80, 0x87}},
    {88, 6, 1, 2, {0xC3, 0x93}}, {94, 7, 0, 3, {0xE2, 0x87, 0x9D}},
    {101, 18, 0, 3, {0xE2, 0x96, 0xB8}}, {119, 4, 0, 3, {0xE2, 0x89, 0x97}},
    {123, 8, 0, 3, {0xE2, 0xAA, 0xB5}}, {131, 6, 0, 3, {0xE2, 0x8A, 0x92}},
    {137, 5, 0, 3, {0xE2, 0x95, 0xA8}}, {142, 6, 1, 2, {0xC3, 0xB8}},
    {148, 4, 0, 3, {0xE2, 0xAB, 0x85}}, {152, 13, 0, 3, {0xE2, 0x81, 0xA1}},
    {165, 5, 0, 6, {0xE2, 0xAA, 0xAC, 0xEF, 0xB8, 0x80}}, {170, 5, 0, 6, {0xE2, 0x8A, 0x82, 0xE2, 0x83, 0x92}},
    {175, 2, 0, 2, {0xCE, 0xBE}}, {177, 5, 0, 3, {0xE2, 0xA6, 0x8B}},
    {182, 6, 0, 3, {0xE2, 0x8B, 0x8C}}, {188, 10, 0, 3, {0xE2, 0x88, 0xB7}},
    {198, 8, 0, 3, {0xE2, 0x8A, 0xB8}}, {206, 6, 0, 2, {0xC5, 0x81}},
    {212, 20, 0, 3, {0xE2, 0x8B, 0xAC}}, {232, 6, 0, 3, {0xE2, 0xA4, 0x8D}},
    {238, 5, 0, 3, {0xE2, 0x87, 0x98}}, {243, 5, 0, 3, {0xE2, 0x9F, 0xB6}},
    {248, 18, 0, 3, {0xE2, 0x89, 0xBC}}, {266, 5, 0, 3, {0xE2, 0xA5, 0xAF}},
    {271, 6, 0, 3, {0xE2, 0xA4, 0xA8}}, {277, 8, 0, 5, {0xE2, 0x8B, 0xB5, 0xCC, 0xB8}},
    {285, 4, 0, 3, {0xE2, 0xAB, 0x86}}, {289, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB6}},
    {292, 6, 0, 2, {0xC5, 0xBE}}, {298, 4, 0, 3, {0xE2, 0x86, 0xB3}},
    {302, 5, 0, 2, {0xC5, 0xB5}}, {307, 6, 0, 3, {0xE2, 0x8A, 0x8D}},
    {313, 5, 0, 2, {0xD1, 0x96}}, {318, 7, 0, 3, {0xE2, 0xA5, 0xB4}},
    {325, 12, 0, 3, {0xE2, 0xA4, 0x93}}, {337, 14, 0, 3, {0xE2, 0x89, 0xB8}},
    {351, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x86}}, {355, 8, 0, 3, {0xE2, 0x89, 0xBB}},
    {363, 4, 0, 3, {0xE2, 0x89, 0xB9}}, {367, 6, 0, 2, {0xC5, 0x99}},
    {373, 6, 0, 3, {0xE2, 0xAA, 0x94}}, {379, 4, 0, 3, {0xE2, 0x89, 0xB3}},
    {383, 17, 0, 3, {0xE2, 0x89, 0x87}}, {400, 7, 0, 3, {0xE2, 0x87, 0x92}},
    {407, 21, 0, 3, {0xE2, 0x80, 0x8B}}, {428, 5, 0, 3, {0xE2, 0x95, 0x9A}},
    {433, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x83}}, {437, 3, 0, 3, {0xE2, 0x97, 0x8A}},
    {440, 15, 0, 3, {0xE2, 0x80, 0x99}}, {455, 6, 1, 2, {0xC3, 0xBA}},
    {461, 5, 0, 2, {0xCF, 0x96}}, {466, 3, 0, 3, {0xE2, 0x88, 0x87}},
    {469, 4, 0, 6, {0xE2, 0x89, 0xA8, 0xEF, 0xB8, 0x80}}, {473, 11, 0, 3, {0xE2, 0x89, 0xBC}},
    {484, 8, 0, 2, {0xCF, 0x91}}, {492, 8, 0, 3, {0xE2, 0x88, 0xB2}},
    {500, 8, 0, 3, {0xE2, 0xA6, 0xB3}}, {508, 5, 0, 3, {0xE2, 0x87, 0x8A}},
    {513, 5, 0, 2, {0xCF, 0xB6}}, {518, 3, 0, 2, {0xD0, 0xB9}},
    {521, 15, 0, 3, {0xE2, 0x87, 0x84}}, {536, 6, 0, 3, {0xE2, 0xA5, 0xAB}},
    {542, 4, 1, 2, {0xC2, 0xB9}}, {546, 7, 0, 3, {0xE2, 0xA9, 0x90}},
    {553, 5, 0, 3, {0xE2, 0x87, 0x8F}}, {558, 4, 0, 3, {0xE2, 0xA8, 0xB8}},
    {562, 8, 0, 3, {0xE2, 0x8A, 0xA0}}, {570, 8, 0, 3, {0xE2, 0xAA, 0x89}},
    {578, 5, 0, 3, {0xE2, 0x80, 0x9D}}, {583, 12, 0, 3, {0xE2, 0x8B, 0x82}},
    {595, 6, 0, 3, {0xE2, 0x8C, 0x85}}, {601, 7, 0, 3, {0xE2, 0xAA, 0x82}},
    {608, 12, 0, 3, {0xE2, 0xA7, 0xAB}}, {620, 6, 0, 3, {0xE2, 0x9F, 0xA9}},
    {626, 6, 0, 3, {0xE2, 0xA8, 0x81}}, {632, 17, 0, 3, {0xE2, 0xA5, 0xA1}},
    {649, 6, 0, 2, {0xC5, 0xA1}}, {655, 4, 0, 2, {0xC4, 0x97}},
    {659, 7, 0, 3, {0xE2, 0xA5, 0x88}}, {666, 5, 0, 2, {0xC3, 0x85}},
    {671, 4, 0, 3, {0xE2, 0x84, 0xAF}}, {675, 3, 0, 3, {0xE2, 0x89, 0xB1}},
    {678, 6, 0, 3, {0xE2, 0x8C, 0xA2}}, {684, 5, 0, 6, {0xE2, 0xAA, 0xAD, 0xEF, 0xB8, 0x80}},
    {689, 4, 0, 3, {0xE2, 0x89, 0xAF}}, {693, 3, 0, 3, {0xE2, 0xA9, 0x9B}},
    {696, 6, 0, 3, {0xE2, 0x83, 0x9C}}, {702, 8, 0, 3, {0xE2, 0x88, 0x82}},
    {710, 9, 0, 2, {0xC2, 0xB7}}, {719, 7, 0, 3, {0xE2, 0x8A, 0xA3}},
    {726, 18, 0, 3, {0xE2, 0x9F, 0xA7}}, {744, 5, 0, 3, {0xE2, 0x89, 0x84}},
    {749, 3, 0, 3, {0xE2, 0x84, 0x8C}}, {752, 10, 0, 3, {0xE2, 0xA4, 0x92}},
    {762, 6, 0, 3, {0xE2, 0xA9, 0x8A}}, {768, 5, 0, 3, {0xE2, 0xA6, 0xBF}},
    {773, 14, 0, 3, {0xE2, 0x86, 0xA3}}, {787, 3, 1, 2, {0xC3, 0x90}},
    {790, 5, 0, 3, {0xE2, 0x9F, 0xB9}}, {795, 7, 0, 3, {0xE2, 0x88, 0xB5}},
    {802, 5, 1, 2, {0xC3, 0x94}}, {807, 2, 0, 3, {0xE2, 0x89, 0xBB}},
    {809, 5, 0, 2, {0xC5, 0x9C}}, {814, 4, 0, 5, {0xE2, 0x88, 0xBD, 0xCC, 0xB1}},
    {818, 15, 0, 3, {0xE2, 0x8B, 0x8C}}, {833, 4, 0, 2, {0xD1, 0x8E}},
    {837, 6, 0, 2, {0xC4, 0xBC}}, {843, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB1}},
    {847, 3, 0, 3, {0xE2, 0xAA, 0x91}}, {850, 5, 0, 2, {0xC4, 0xA4}},
    {855, 3, 0, 3, {0xE2, 0x89, 0xA4}}, {858, 5, 0, 3, {0xE2, 0x87, 0xBE}},
    {863, 5, 0, 3, {0xE2, 0x89, 0x87}}, {868, 4, 0, 3, {0xE2, 0x89, 0xB1}},
    {872, 4, 0, 3, {0xE2, 0xA4, 0xA8}}, {876, 6, 0, 3, {0xE2, 0x8C, 0x8E}},
    {882, 7, 0, 3, {0xE2, 0x88, 0xB5}}, {889, 7, 0, 3, {0xE2, 0xA4, 0xBD}},
    {896, 5, 0, 3, {0xE2, 0x87, 0x97}}, {901, 4, 0, 3, {0xE2, 0x8A, 0x84}},
    {905, 19, 0, 5, {0xE2, 0x89, 0xA7, 0xCC, 0xB8}}, {924, 5, 0, 3, {0xE2, 0x87, 0x82}},
    {929, 7, 0, 2, {0xCE, 0xBF}}, {936, 6, 0, 3, {0xE2, 0x88, 0xA1}},
    {942, 4, 0, 3, {0xE2, 0x80, 0x82}}, {946, 15, 0, 3, {0xE2, 0x86, 0xAE}},
    {961, 15, 0, 5, {0xE2, 0x89, 0x8E, 0xCC, 0xB8}}, {976, 6, 0, 3, {0xE2, 0x89, 0x84}},
    {982, 7, 0, 3, {0xE2, 0xA8, 0xA7}}, {989, 5, 0, 2, {0xD1, 0x9E}},
    {994, 15, 0, 3, {0xE2, 0xA5, 0x8E}}, {1009, 6, 1, 2, {0xC2, 0xB1}},
    {1015, 6, 0, 3, {0xE2, 0xA4, 0x9D}}, {1021, 10, 0, 3, {0xE2, 0x8E, 0xB0}},
    {1031, 6, 0, 6, {0xE2, 0xAB, 0xBD, 0xE2, 0x83, 0xA5}}, {1037, 6, 0, 3, {0xE2, 0xAB, 0x95}},
    {1043, 3, 1, 1, {0x26}}, {1046, 11, 0, 3, {0xE2, 0x89, 0xB7}},
    {1057, 4, 0, 3, {0xE2, 0xAA, 0xAD}}, {1061, 9, 0, 3, {0xE2, 0x8A, 0x99}},
    {1070, 5, 0, 3, {0xE2, 0x95, 0xA7}}, {1075, 6, 0, 3, {0xE2, 0x8C, 0x8D}},
    {1081, 4, 0, 3, {0xE2, 0x96, 0xB9}}, {1085, 4, 0, 2, {0xC4, 0x96}},
    {1089, 8, 0, 3, {0xE2, 0x9F, 0x88}}, {1097, 6, 0, 3, {0xE2, 0xA6, 0x9C}},
    {1103, 5, 0, 3, {0xE2, 0x99, 0xA3}}, {1108, 5, 0, 2, {0xC4, 0x93}},
    {1113, 5, 0, 3, {0xE2, 0x88, 0xB1}}, {1118, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA7}},
    {1121, 6, 0, 3, {0xE2, 0x88, 0x84}}, {1127, 6, 0, 3, {0xE2, 0x88, 0xAE}},
    {1133, 6, 0, 2, {0xC4, 0xA2}}, {1139, 8, 0, 3, {0xE2, 0xAA, 0xA1}},
    {1147, 15, 0, 3, {0xE2, 0x8B, 0xAA}}, {1162, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x94}},
    {1165, 5, 0, 3, {0xE2, 0x88, 0x83}}, {1170, 8, 0, 3, {0xE2, 0xAA, 0xB6}},
    {1178, 6, 0, 2, {0xCF, 0xB1}}, {1184, 17, 0, 3, {0xE2, 0xA5, 0x9E}},
    {1201, 17, 0, 3, {0xE2, 0xA5, 0x8F}}, {1218, 14, 0, 3, {0xE2, 0x86, 0x96}},
    {1232, 6, 0, 2, {0xC4, 0x8E}}, {1238, 5, 1, 2, {0xC2, 0xAB}},
    {1243, 4, 0, 3, {0xE2, 0x97, 0x83}}, {1247, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8A}},
    {1251, 19, 0, 3, {0xE2, 0x86, 0xAD}}, {1270, 5, 0, 3, {0xE2, 0x88, 0xB6}},
    {1275, 3, 0, 3, {0xE2, 0x8B, 0x99}}, {1278, 3, 0, 3, {0xE2, 0xAA, 0x8B}},
    {1281, 4, 0, 2, {0xCB, 0x9A}}, {1285, 7, 0, 3, {0xE2, 0xA9, 0xBB}},
    {1292, 17, 0, 3, {0xE2, 0x88, 0x8C}}, {1309, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x90}},
    {1313, 7, 0, 3, {0xE2, 0xA7, 0x82}}, {1320, 6, 0, 3, {0xE2, 0xAA, 0x97}},
    {1326, 4, 0, 3, {0xE2, 0x80, 0x8C}}, {1330, 4, 0, 3, {0xE2, 0x84, 0xB1}},
    {1334, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA5}}, {1337, 6, 0, 5, {0xE2, 0x89, 0x8F, 0xCC, 0xB8}},
    {1343, 5, 0, 3, {0xE2, 0x8A, 0x9E}}, {1348, 4, 0, 3, {0xE2, 0x86, 0x95}},
    {1352, 10, 0, 3, {0xE2, 0xAA, 0xB7}}, {1362, 5, 0, 3, {0xE2, 0x87, 0x80}},
    {1367, 8, 0, 3, {0xE2, 0x8C, 0x9C}}, {1375, 3, 0, 3, {0xE2, 0x80, 0x8D}},
    {1378, 6, 0, 3, {0xE2, 0xA9, 0x9F}}, {1384, 4, 0, 1, {0x7B}},
    {1388, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8B}}, {1392, 5, 0, 3, {0xE2, 0x94, 0x8C}},
    {1397, 5, 0, 3, {0xE2, 0x95, 0x98}}, {1402, 6, 0, 2, {0xCF, 0x82}},
    {1408, 4, 0, 3, {0xE2, 0x88, 0xA5}}, {1412, 7, 0, 3, {0xE2, 0x89, 0x95}},
    {1419, 5, 0, 3, {0xE2, 0x86, 0x96}}, {1424, 6, 0, 3, {0xE2, 0x84, 0x98}},
    {1430, 6, 0, 3, {0xE2, 0xA9, 0x86}}, {1436, 5, 0, 3, {0xE2, 0x89, 0xB4}},
    {1441, 4, 1, 2, {0xC3, 0x96}}, {1445, 10, 0, 3, {0xE2, 0x86, 0x92}},
    {1455, 4, 0, 3, {0xE2, 0x99, 0xAD}}, {1459, 11, 0, 3, {0xE2, 0xAA, 0xB9}},
    {1470, 20, 0, 3, {0xE2, 0x96, 0xAB}}, {1490, 13, 0, 3, {0xE2, 0x88, 0x96}},
    {1503, 15, 0, 3, {0xE2, 0x86, 0x98}}, {1518, 7, 0, 3, {0xE2, 0xA8, 0xB4}},
    {1525, 13, 0, 6, {0xE2, 0xAB, 0x8C, 0xEF, 0xB8, 0x80}}, {1538, 6, 0, 3, {0xE2, 0x80, 0xA0}},
    {1544, 6, 0, 3, {0xE2, 0x8C, 0x9E}}, {1550, 3, 1, 2, {0xC2, 0xB0}},
    {1553, 6, 0, 3, {0xE2, 0x89, 0x88}}, {1559, 17, 0, 3, {0xE2, 0x87, 0x8B}},
    {1576, 4, 1, 2, {0xC3, 0xBF}}, {1580, 14, 0, 3, {0xE2, 0x9F, 0xB6}},
    {1594, 5, 0, 2, {0xD0, 0x8E}}, {1599, 9, 0, 3, {0xE2, 0x8A, 0x8E}},
    {1608, 5, 0, 3, {0xE2, 0x95, 0x9C}}, {1613, 6, 0, 3, {0xE2, 0xAA, 0x93}},
    {1619, 5, 0, 5, {0xE2, 0xAB, 0x86, 0xCC, 0xB8}}, {1624, 3, 0, 3, {0xE2, 0x88, 0xBC}},
    {1627, 20, 0, 3, {0xE2, 0x87, 0x94}}, {1647, 5, 0, 3, {0xE2, 0x95, 0xA5}},
    {1652, 6, 0, 3, {0xE2, 0xAA, 0x98}}, {1658, 9, 0, 5, {0xE2, 0xA9, 0xBD, 0xCC, 0xB8}},
    {1667, 6, 0, 2, {0xD0, 0xAC}}, {1673, 13, 0, 3, {0xE2, 0x86, 0xA2}},
    {1686, 5, 0, 3, {0xE2, 0x87, 0x84}}, {1691, 5, 0, 3, {0xE2, 0x94, 0xA4}},
    {1696, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAE}}, {1699, 5, 0, 3, {0xE2, 0x86, 0x98}},
    {1704, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x9C}}, {1707, 6, 0, 3, {0xE2, 0x80, 0x90}},
    {1713, 5, 0, 3, {0xE2, 0xA6, 0x85}}, {1718, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA2}},
    {1722, 7, 0, 3, {0xE2, 0x86, 0x91}}, {1729, 5, 0, 3, {0xE2, 0x88, 0xA0}},
    {1734, 6, 0, 3, {0xE2, 0x88, 0x96}}, {1740, 16, 0, 3, {0xE2, 0x87, 0x82}},
    {1756, 3, 0, 2, {0xD0, 0x9E}}, {1759, 5, 0, 3, {0xE2, 0x80, 0x9A}},
    {1764, 6, 0, 3, {0xE2, 0xA9, 0x8B}}, {1770, 3, 0, 3, {0xE2, 0x88, 0xA3}},
    {1773, 2, 0, 3, {0xE2, 0xAA, 0xBB}}, {1775, 4, 0, 5, {0xE2, 0x89, 0xAB, 0xCC, 0xB8}},
    {1779, 6, 0, 3, {0xE2, 0x84, 0x85}}, {1785, 15, 0, 3, {0xE2, 0x86, 0x97}},
    {1800, 5, 1, 2, {0xC2, 0xB4}}, {1805, 5, 0, 3, {0xE2, 0x84, 0xA9}},
    {1810, 6, 0, 3, {0xE2, 0xA9, 0xAF}}, {1816, 4, 0, 3, {0xE2, 0x88, 0x81}},
    {1820, 4, 0, 3, {0xE2, 0x80, 0x83}}, {1824, 5, 0, 3, {0xE2, 0xA6, 0x91}},
    {1829, 6, 0, 3, {0xE2, 0xA8, 0xA5}}, {1835, 6, 0, 3, {0xE2, 0x8A, 0xB0}},
    {1841, 7, 0, 3, {0xE2, 0x9F, 0x89}}, {1848, 9, 0, 3, {0xE2, 0x80, 0x89}},
    {1857, 5, 0, 2, {0xCE, 0x94}}, {1862, 6, 0, 2, {0xC4, 0xA6}},
    {1868, 4, 0, 3, {0xE2, 0x86, 0xB2}}, {1872, 4, 0, 3, {0xE2, 0x8B, 0x81}},
    {1876, 5, 0, 3, {0xE2, 0xA8, 0xBF}}, {1881, 6, 0, 2, {0xC4, 0x8C}},
    {1887, 14, 0, 3, {0xE2, 0x94, 0x80}}, {1901, 5, 0, 3, {0xE2, 0x89, 0x88}},
    {1906, 4, 0, 2, {0xD1, 0x87}}, {1910, 14, 0, 3, {0xE2, 0x89, 0xAA}},
    {1924, 3, 0, 2, {0xD0, 0x99}}, {1927, 7, 0, 3, {0xE2, 0x8B, 0xBD}},
    {1934, 9, 0, 3, {0xE2, 0x87, 0x93}}, {1943, 3, 0, 2, {0xCE, 0xA4}},
    {1946, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA1}}, {1950, 4, 0, 2, {0xD0, 0x81}},
    {1954, 5, 0, 3, {0xE2, 0x95, 0xA2}}, {1959, 4, 0, 3, {0xE2, 0xAB, 0x8F}},
    {1963, 5, 0, 3, {0xE2, 0x87, 0x96}}, {1968, 5, 0, 3, {0xE2, 0x9D, 0xB3}},
    {1973, 2, 0, 3, {0xE2, 0x85, 0x85}}, {1975, 13, 0, 3, {0xE2, 0x89, 0x80}},
    {1988, 4, 0, 2, {0xC5, 0xB8}}, {1992, 3, 0, 2, {0xD0, 0xBF}},
    {1995, 8, 0, 3, {0xE2, 0xA8, 0x95}}, {2003, 6, 0, 3, {0xE2, 0x96, 0xA1}},
    {2009, 5, 0, 3, {0xE2, 0xA9, 0x85}}, {2014, 4, 0, 3, {0xE2, 0x96, 0xAA}},
    {2018, 2, 0, 3, {0xE2, 0xA9, 0x94}}, {2020, 2, 0, 3, {0xE2, 0x89, 0xBA}},
    {2022, 13, 0, 3, {0xE2, 0x9F, 0xB8}}, {2035, 14, 0, 3, {0xE2, 0x87, 0x87}},
    {2049, 7, 0, 3, {0xE2, 0x86, 0x96}}, {2056, 6, 1, 2, {0xC3, 0xB5}},
    {2062, 5, 0, 3, {0xE2, 0x86, 0x92}}, {2067, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB5}},
    {2071, 5, 0, 3, {0xE2, 0xAA, 0x8D}}, {2076, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8E}},
    {2080, 6, 1, 2, {0xC3, 0x91}}, {2086, 6, 0, 3, {0xE2, 0xAB, 0xAF}},
    {2092, 8, 0, 3, {0xE2, 0x9F, 0xBF}}, {2100, 2, 0, 3, {0xE2, 0x89, 0xA7}},
    {2102, 6, 0, 3, {0xE2, 0xA4, 0x9A}}, {2108, 11, 0, 3, {0xE2, 0x8A, 0x97}},
    {2119, 11, 0, 3, {0xE2, 0x8A, 0x94}}, {2130, 7, 0, 3, {0xE2, 0x98, 0x85}},
    {2137, 6, 0, 3, {0xE2, 0x8A, 0x97}}, {2143, 6, 0, 3, {0xE2, 0xA5, 0xB5}},
    {2149, 6, 0, 6, {0xE2, 0xAB, 0x8C, 0xEF, 0xB8, 0x80}}, {2155, 3, 0, 3, {0xE2, 0x88, 0xAC}},
    {2158, 4, 1, 2, {0xC3, 0xAF}}, {2162, 12, 0, 3, {0xE2, 0x85, 0x87}},
    {2174, 5, 0, 2, {0xCB, 0x87}}, {2179, 8, 0, 3, {0xE2, 0x99, 0xA3}},
    {2187, 3, 0, 3, {0xE2, 0xAA, 0xA4}}, {2190, 2, 0, 3, {0xE2, 0x88, 0x93}},
    {2192, 7, 0, 3, {0xE2, 0xA6, 0x9A}}, {2199, 8, 0, 3, {0xE2, 0xA7, 0x8E}},
    {2207, 5, 0, 3, {0xE2, 0x94, 0xBC}}, {2212, 4, 0, 3, {0xE2, 0x84, 0xB4}},
    {2216, 5, 1, 2, {0xC2, 0xA3}}, {2221, 20, 0, 3, {0xE2, 0x9F, 0xB9}},
    {2241, 4, 0, 3, {0xE2, 0x84, 0x8A}}, {2245, 5, 0, 3, {0xE2, 0x8B, 0x97}},
    {2250, 5, 0, 3, {0xE2, 0x8A, 0x8B}}, {2255, 7, 0, 3, {0xE2, 0x89, 0xB7}},
    {2262, 9, 0, 3, {0xE2, 0x89, 0xAD}}, {2271, 5, 0, 3, {0xE2, 0x95, 0x94}},
    {2276, 4, 0, 2, {0xD0, 0xB5}}, {2280, 3, 0, 2, {0xD0, 0xBE}},
    {2283, 4, 0, 3, {0xE2, 0xAA, 0xB5}}, {2287, 5, 0, 3, {0xE2, 0x86, 0x99}},
    {2292, 4, 0, 2, {0xD0, 0xA8}}, {2296, 8, 0, 3, {0xE2, 0x89, 0xBA}},
    {2304, 4, 0, 2, {0xCF, 0xB1}}, {2308, 5, 0, 3, {0xE2, 0xA7, 0x85}},
    {2313, 10, 0, 3, {0xE2, 0xAA, 0x96}}, {2323, 4, 0, 3, {0xE2, 0x84, 0x99}},
    {2327, 5, 1, 2, {0xC3, 0xA2}}, {2332, 5, 0, 3, {0xE2, 0x8B, 0xB4}},
    {2337, 5, 0, 3, {0xE2, 0xA4, 0x8C}}, {2342, 7, 0, 3, {0xE2, 0xAB, 0x98}},
    {2349, 7, 0, 3, {0xE2, 0x8B, 0x84}}, {2356, 6, 0, 3, {0xE2, 0x80, 0xA6}},
    {2362, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x95}}, {2366, 4, 0, 3, {0xE2, 0x89, 0xB2}},
    {2370, 5, 0, 3, {0xE2, 0xA8, 0x80}}, {2375, 5, 1, 2, {0xC3, 0xA5}},
    {2380, 6, 1, 2, {0xC3, 0x83}}, {2386, 18, 0, 3, {0xE2, 0x9F, 0xB7}},
    {2404, 6, 0, 3, {0xE2, 0x99, 0xA5}}, {2410, 5, 0, 3, {0xE2, 0xA9, 0xB9}},
    {2415, 6, 0, 3, {0xE2, 0x86, 0xA3}}, {2421, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB6}},
    {2425, 2, 0, 3, {0xE2, 0xAA, 0x9A}}, {2427, 5, 0, 3, {0xE2, 0xAB, 0xB2}},
    {2432, 5, 0, 3, {0xE2, 0x95, 0xA4}}, {2437, 5, 0, 2, {0xC4, 0xB1}},
    {2442, 4, 1, 2, {0xC2, 0xBA}}, {2446, 5, 0, 3, {0xE2, 0x8C, 0xA3}},
    {2451, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB4}}, {2455, 5, 0, 3, {0xE2, 0x95, 0xAB}},
    {2460, 4, 0, 6, {0xE2, 0x88, 0xA9, 0xEF, 0xB8, 0x80}}, {2464, 5, 0, 3, {0xE2, 0x8A, 0x93}},
    {2469, 9, 0, 3, {0xE2, 0x9C, 0x93}}, {2478, 4, 0, 1, {0x21}},
    {2482, 3, 0, 3, {0xE2, 0xAA, 0xAB}}, {2485, 4, 0, 3, {0xE2, 0x87, 0x92}},
    {2489, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x8D}}, {2492, 3, 0, 3, {0xE2, 0xAA, 0x92}},
    {2495, 9, 0, 3, {0xE2, 0x84, 0x82}}, {2504, 17, 0, 3, {0xE2, 0x87, 0x8C}},
    {2521, 11, 0, 3, {0xE2, 0x89, 0x88}}, {2532, 5, 1, 2, {0xC3, 0xA6}},
    {2537, 8, 0, 3, {0xE2, 0xA8, 0xA3}}, {2545, 6, 0, 3, {0xE2, 0x8C, 0x8F}},
    {2551, 6, 0, 3, {0xE2, 0xA8, 0xA9}}, {2557, 6, 0, 3, {0xE2, 0xA6, 0xBC}},
    {2563, 5, 0, 3, {0xE2, 0xA9, 0x8C}}, {2568, 5, 0, 3, {0xE2, 0x87, 0x8E}},
    {2573, 6, 1, 2, {0xC3, 0xB2}}, {2579, 14, 0, 3, {0xE2, 0x81, 0xA3}},
    {2593, 6, 0, 3, {0xE2, 0x80, 0x9D}}, {2599, 4, 0, 3, {0xE2, 0x88, 0xA3}},
    {2603, 4, 0, 3, {0xE2, 0x88, 0xBD}}, {2607, 6, 0, 3, {0xE2, 0x8C, 0x95}},
    {2613, 6, 0, 3, {0xE2, 0x8C, 0x96}}, {2619, 12, 0, 3, {0xE2, 0x89, 0x8E}},
    {2631, 18, 0, 3, {0xE2, 0x8A, 0x93}}, {2649, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAB}},
    {2652, 4, 0, 1, {0x7C}}, {2656, 16, 0, 3, {0xE2, 0xA5, 0x9C}},
    {2672, 5, 0, 3, {0xE2, 0x89, 0xA9}}, {2677, 4, 0, 3, {0xE2, 0xA6, 0xB7}},
    {2681, 7, 0, 3, {0xE2, 0xA8, 0xB5}}, {2688, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8D}},
    {2692, 3, 0, 3, {0xE2, 0x88, 0xAB}}, {2695, 9, 0, 3, {0xE2, 0x86, 0x90}},
    {2704, 4, 0, 1, {0x5D}}, {2708, 6, 0, 3, {0xE2, 0x80, 0x99}},
    {2714, 5, 1, 2, {0xC3, 0x97}}, {2719, 4, 0, 3, {0xE2, 0x87, 0x95}},
    {2723, 13, 0, 3, {0xE2, 0xA5, 0xAE}}, {2736, 8, 0, 3, {0xE2, 0xA6, 0xAB}},
    {2744, 4, 0, 3, {0xE2, 0x8B, 0xBA}}, {2748, 6, 1, 2, {0xC3, 0xB3}},
    {2754, 5, 0, 2, {0xC5, 0xB3}}, {2759, 3, 0, 2, {0xD0, 0xA0}},
    {2762, 8, 0, 3, {0xE2, 0x84, 0x9C}}, {2770, 4, 0, 2, {0xD1, 0x86}},
    {2774, 11, 0, 3, {0xE2, 0x96, 0xAA}}, {2785, 3, 0, 2, {0xD0, 0xB4}},
    {2788, 5, 0, 3, {0xE2, 0x87, 0x81}}, {2793, 5, 0, 3, {0xE2, 0x84, 0x9D}},
    {2798, 10, 0, 3, {0xE2, 0x89, 0xAF}}, {2808, 4, 0, 2, {0xD1, 0x99}},
    {2812, 4, 0, 3, {0xE2, 0x96, 0xAD}}, {2816, 11, 0, 3, {0xE2, 0x88, 0x98}},
    {2827, 10, 0, 3, {0xE2, 0xAA, 0x85}}, {2837, 13, 0, 3, {0xE2, 0x9F, 0xB5}},
    {2850, 5, 0, 2, {0xC4, 0x81}}, {2855, 9, 0, 3, {0xE2, 0xAB, 0x85}},
    {2864, 5, 0, 3, {0xE2, 0x87, 0x99}}, {2869, 7, 0, 3, {0xE2, 0x88, 0xBD}},
    {2876, 4, 0, 3, {0xE2, 0x95, 0x90}}, {2880, 4, 0, 3, {0xE2, 0x89, 0x83}},
    {2884, 18, 0, 3, {0xE2, 0x9F, 0xBA}}, {2902, 5, 0, 3, {0xE2, 0x96, 0x93}},
    {2907, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x97}}, {2911, 6, 0, 1, {0x2E}},
    {2917, 3, 0, 3, {0xE2, 0xAA, 0x96}}, {2920, 13, 0, 3, {0xE2, 0x89, 0x89}},
    {2933, 5, 0, 3, {0xE2, 0x95, 0xA0}}, {2938, 5, 0, 3, {0xE2, 0x88, 0x9E}},
    {2943, 7, 0, 3, {0xE2, 0x80, 0xB1}}, {2950, 5, 0, 3, {0xE2, 0x96, 0xBD}},
    {2955, 8, 0, 3, {0xE2, 0x88, 0x8B}}, {2963, 3, 0, 3, {0xE2, 0xAA, 0x87}},
    {2966, 3, 0, 2, {0xCF, 0x96}}, {2969, 5, 0, 2, {0xCE, 0xB8}},
    {2974, 4, 0, 3, {0xE2, 0x94, 0x82}}, {2978, 5, 0, 5, {0xE2, 0x89, 0x82, 0xCC, 0xB8}},
    {2983, 11, 0, 5, {0xE2, 0x89, 0xAA, 0xCC, 0xB8}}, {2994, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xAE}},
    {2998, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x9A}}, {3001, 6, 0, 3, {0xE2, 0x85, 0x95}},
    {3007, 11, 0, 3, {0xE2, 0x87, 0x8F}}, {3018, 5, 0, 3, {0xE2, 0x86, 0xBF}},
    {3023, 15, 0, 3, {0xE2, 0x96, 0xBD}}, {3038, 4, 0, 3, {0xE2, 0x89, 0x81}},
    {3042, 4, 0, 3, {0xE2, 0x84, 0xB0}}, {3046, 10, 0, 6, {0xE2, 0x81, 0x9F, 0xE2, 0x80, 0x8A}},
    {3056, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x93}}, {3060, 6, 0, 3, {0xE2, 0x8B, 0x88}},
    {3066, 10, 0, 3, {0xE2, 0xAB, 0x8C}}, {3076, 2, 0, 3, {0xE2, 0x81, 0xA2}},
    {3078, 4, 0, 3, {0xE2, 0x86, 0x92}}, {3082, 15, 0, 3, {0xE2, 0x87, 0x81}},
    {3097, 6, 0, 3, {0xE2, 0x80, 0x95}}, {3103, 5, 0, 2, {0xD1, 0x94}},
    {3108, 3, 0, 3, {0xE2, 0xAA, 0x85}}, {3111, 4, 0, 3, {0xE2, 0x99, 0x82}},
    {3115, 7, 0, 3, {0xE2, 0x8B, 0xB7}}, {3122, 6, 0, 3, {0xE2, 0x86, 0xB7}},
    {3128, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA8}}, {3131, 13, 0, 3, {0xE2, 0x88, 0xA1}},
    {3144, 5, 0, 3, {0xE2, 0xA9, 0xA6}}, {3149, 21, 0, 3, {0xE2, 0x96, 0xAA}},
    {3170, 5, 0, 3, {0xE2, 0x86, 0xAE}}, {3175, 3, 0, 2, {0xD1, 0x8B}},
    {3178, 6, 0, 2, {0xC4, 0xB6}}, {3184, 2, 0, 3, {0xE2, 0x8B, 0x98}},
    {3186, 6, 0, 3, {0xE2, 0x8A, 0xA0}}, {3192, 7, 0, 3, {0xE2, 0x8A, 0xA4}},
    {3199, 4, 0, 3, {0xE2, 0x8A, 0x98}}, {3203, 5, 1, 2, {0xC3, 0xBE}},
    {3208, 9, 0, 2, {0xC2, 0xA8}}, {3217, 9, 0, 3, {0xE2, 0x99, 0xA0}},
    {3226, 14, 0, 3, {0xE2, 0x8A, 0x88}}, {3240, 6, 1, 2, {0xC2, 0xBF}},
    {3246, 3, 0, 2, {0xD1, 0x80}}, {3249, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA3}},
    {3253, 4, 0, 3, {0xE2, 0xAA, 0xAC}}, {3257, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAA}},
    {3260, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x98}}, {3263, 6, 0, 3, {0xE2, 0x80, 0xA1}},
    {3269, 14, 0, 3, {0xE2, 0x89, 0x85}}, {3283, 5, 0, 3, {0xE2, 0x84, 0xB4}},
    {3288, 9, 0, 3, {0xE2, 0x88, 0x84}}, {3297, 5, 1, 2, {0xC3, 0x9B}},
    {3302, 6, 0, 3, {0xE2, 0xA9, 0x87}}, {3308, 5, 0, 3, {0xE2, 0xA9, 0x8D}},
    {3313, 3, 1, 2, {0xC2, 0xAE}}, {3316, 2, 0, 3, {0xE2, 0x84, 0x9C}},
    {3318, 8, 0, 3, {0xE2, 0x8A, 0x86}}, {3326, 8, 0, 3, {0xE2, 0x8F, 0xA2}},
    {3334, 9, 0, 3, {0xE2, 0x8F, 0x9E}}, {3343, 6, 0, 3, {0xE2, 0x80, 0x8A}},
    {3349, 6, 0, 2, {0xD0, 0xAA}}, {3355, 13, 0, 3, {0xE2, 0xA5, 0x9A}},
    {3368, 9, 0, 3, {0xE2, 0xAB, 0x86}}, {3377, 6, 0, 3, {0xE2, 0xAB, 0x88}},
    {3383, 4, 0, 2, {0xC4, 0xA0}}, {3387, 8, 0, 3, {0xE2, 0x8A, 0x83}},
    {3395, 6, 0, 3, {0xE2, 0x8B, 0xA8}}, {3401, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xB9}},
    {3405, 6, 0, 2, {0xD1, 0x8A}}, {3411, 4, 0, 3, {0xE2, 0xA9, 0x9C}},
    {3415, 8, 0, 3, {0xE2, 0x89, 0x91}}, {3423, 6, 0, 3, {0xE2, 0x8A, 0xB9}},
    {3429, 9, 0, 3, {0xE2, 0x89, 0xA1}}, {3438, 6, 0, 2, {0xC4, 0x91}},
    {3444, 3, 0, 2, {0xD0, 0x97}}, {3447, 5, 0, 3, {0xE2, 0xA4, 0xB3}},
    {3452, 3, 0, 4, {0x3D, 0xE2, 0x83, 0xA5}}, {3455, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9D}},
    {3459, 6, 0, 3, {0xE2, 0x80, 0xBA}}, {3465, 6, 0, 3, {0xE2, 0xAB, 0x94}},
    {3471, 6, 0, 6, {0xE2, 0xAB, 0x8B, 0xEF, 0xB8, 0x80}}, {3477, 15, 0, 3, {0xE2, 0x86, 0xB7}},
    {3492, 6, 0, 3, {0xE2, 0x84, 0x96}}, {3498, 8, 0, 3, {0xE2, 0xA8, 0x92}},
    {3506, 4, 0, 2, {0xD0, 0xB6}}, {3510, 4, 0, 3, {0xE2, 0x8B, 0x86}},
    {3514, 5, 0, 3, {0xE2, 0x97, 0xB8}}, {3519, 7, 0, 3, {0xE2, 0xA5, 0xA6}},
    {3526, 5, 0, 3, {0xE2, 0x97, 0xB9}}, {3531, 4, 0, 3, {0xE2, 0x84, 0x8B}},
    {3535, 6, 0, 2, {0xCF, 0x82}}, {3541, 5, 0, 3, {0xE2, 0x9F, 0xB7}},
    {3546, 6, 0, 3, {0xE2, 0x8B, 0x91}}, {3552, 6, 0, 3, {0xE2, 0x88, 0xB5}},
    {3558, 5, 0, 3, {0xE2, 0x8C, 0x88}}, {3563, 3, 1, 2, {0xC2, 0xAE}},
    {3566, 3, 0, 3, {0xE2, 0x88, 0x91}}, {3569, 6, 0, 3, {0xE2, 0x81, 0x83}},
    {3575, 3, 0, 3, {0xE2, 0x89, 0xAE}}, {3578, 5, 0, 3, {0xE2, 0x96, 0xB3}},
    {3583, 3, 0, 5, {0xE2, 0x88, 0xBE, 0xCC, 0xB3}}, {3586, 5, 0, 3, {0xE2, 0x88, 0x85}},
    {3591, 6, 0, 3, {0xE2, 0xA8, 0xB7}}, {3597, 17, 0, 5, {0xE2, 0xAA, 0xA1, 0xCC, 0xB8}},
    {3614, 6, 0, 3, {0xE2, 0x8A, 0xAA}}, {3620, 7, 0, 3, {0xE2, 0xA8, 0x94}},
    {3627, 9, 0, 3, {0xE2, 0x8B, 0x94}}, {3636, 4, 0, 1, {0x3B}},
    {3640, 6, 0, 2, {0xC4, 0x9F}}, {3646, 5, 0, 3, {0xE2, 0x9F, 0xB5}},
    {3651, 7, 0, 6, {0xE2, 0x8A, 0x82, 0xE2, 0x83, 0x92}}, {3658, 8, 0, 3, {0xE2, 0xA8, 0x81}},
    {3666, 8, 0, 3, {0xE2, 0xA8, 0x8D}}, {3674, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB2}},
    {3677, 5, 0, 3, {0xE2, 0x8A, 0xA3}}, {3682, 2, 0, 2, {0xCE, 0xBD}},
    {3684, 4, 0, 3, {0xE2, 0xAB, 0xAB}}, {3688, 4, 0, 3, {0xE2, 0xA4, 0xB6}},
    {3692, 3, 0, 3, {0xE2, 0xAA, 0xB3}}, {3695, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xB8}},
    {3699, 11, 0, 3, {0xE2, 0x88, 0xA3}}, {3710, 23, 0, 5, {0xE2, 0xAA, 0xA2, 0xCC, 0xB8}},
    {3733, 3, 0, 2, {0xD0, 0xBC}}, {3736, 5, 0, 2, {0xCF, 0x89}},
    {3741, 5, 0, 3, {0xE2, 0x96, 0xB8}}, {3746, 9, 0, 2, {0xCC, 0x91}},
    {3755, 5, 0, 5, {0xE2, 0x88, 0x82, 0xCC, 0xB8}}, {3760, 5, 0, 3, {0xE2, 0x84, 0x91}},
    {3765, 4, 0, 3, {0xE2, 0x80, 0xA6}}, {3769, 6, 0, 3, {0xE2, 0x8A, 0x9F}},
    {3775, 14, 0, 3, {0xE2, 0x86, 0x93}}, {3789, 8, 0, 1, {0x5F}},
    {3797, 8, 0, 3, {0xE2, 0xA4, 0xA6}}, {3805, 3, 0, 3, {0xE2, 0x84, 0xAD}},
    {3808, 19, 0, 3, {0xE2, 0xA5, 0x90}}, {3827, 5, 0, 3, {0xE2, 0x8A, 0xA5}},
    {3832, 5, 0, 3, {0xE2, 0xAA, 0x8E}}, {3837, 6, 0, 2, {0xCF, 0xB0}},
    {3843, 7, 0, 5, {0xE2, 0xAA, 0xAF, 0xCC, 0xB8}}, {3850, 4, 0, 2, {0xD0, 0xA6}},
    {3854, 7, 0, 3, {0xE2, 0xA9, 0xBC}}, {3861, 5, 0, 3, {0xE2, 0x8B, 0xAB}},
    {3866, 3, 0, 2, {0xD0, 0xB7}}, {3869, 7, 0, 3, {0xE2, 0xAA, 0xBF}},
    {3876, 9, 0, 3, {0xE2, 0x86, 0x90}}, {3885, 10, 0, 3, {0xE2, 0x87, 0x9A}},
    {3895, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA3}}, {3898, 4, 0, 3, {0xE2, 0xA9, 0x82}},
    {3902, 6, 0, 3, {0xE2, 0xAB, 0xB1}}, {3908, 3, 0, 3, {0xE2, 0x84, 0xA8}},
    {3911, 3, 0, 3, {0xE2, 0x89, 0x8A}}, {3914, 7, 0, 3, {0xE2, 0xA4, 0xB8}},
    {3921, 3, 0, 3, {0xE2, 0x88, 0xAA}}, {3924, 7, 0, 3, {0xE2, 0xA8, 0xAA}},
    {3931, 7, 0, 3, {0xE2, 0x8D, 0xBC}}, {3938, 5, 0, 2, {0xC4, 0x9D}},
    {3943, 10, 0, 3, {0xE2, 0xAA, 0x8C}}, {3953, 14, 0, 3, {0xE2, 0x8B, 0x8B}},
    {3967, 15, 0, 3, {0xE2, 0xA7, 0x8F}}, {3982, 5, 0, 2, {0xCB, 0x9D}},
    {3987, 5, 0, 3, {0xE2, 0x9F, 0xA7}}, {3992, 5, 0, 3, {0xE2, 0x9F, 0xBA}},
    {3997, 3, 0, 2, {0xD0, 0x94}}, {4000, 4, 0, 2, {0xD1, 0x95}},
    {4004, 7, 0, 3, {0xE2, 0xA6, 0x8E}}, {4011, 4, 1, 2, {0xC2, 0xB2}},
    {4015, 12, 0, 3, {0xE2, 0x8E, 0xB5}}, {4027, 6, 0, 2, {0xC5, 0xA8}},
    {4033, 6, 0, 3, {0xE2, 0xA9, 0xAA}}, {4039, 13, 0, 6, {0xE2, 0xAB, 0x8B, 0xEF, 0xB8, 0x80}},
    {4052, 5, 0, 3, {0xE2, 0x89, 0xBD}}, {4057, 3, 0, 3, {0xE2, 0x88, 0x91}},
    {4060, 10, 0, 3, {0xE2, 0x8A, 0x92}}, {4070, 5, 0, 3, {0xE2, 0x88, 0xB7}},
    {4075, 6, 0, 3, {0xE2, 0xA9, 0xBF}}, {4081, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAD}},
    {4084, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x9B}}, {4087, 3, 0, 2, {0xD0, 0xB1}},
    {4090, 4, 0, 3, {0xE2, 0x96, 0xBF}}, {4094, 5, 0, 3, {0xE2, 0x9F, 0xAD}},
    {4099, 5, 1, 2, {0xC3, 0x9E}}, {4104, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x85}},
    {4108, 12, 0, 6, {0xE2, 0x8A, 0x8B, 0xEF, 0xB8, 0x80}}, {4120, 5, 0, 3, {0xE2, 0x9F, 0xB8}},
    {4125, 14, 0, 3, {0xE2, 0xAA, 0xA2}}, {4139, 10, 0, 3, {0xE2, 0x85, 0x88}},
    {4149, 6, 0, 3, {0xE2, 0x8A, 0xBD}}, {4155, 6, 0, 3, {0xE2, 0x8A, 0xAC}},
    {4161, 12, 0, 3, {0xE2, 0x8A, 0xB2}}, {4173, 17, 0, 3, {0xE2, 0x8A, 0xB4}},
    {4190, 8, 0, 3, {0xE2, 0xA6, 0xAF}}, {4198, 18, 0, 3, {0xE2, 0xA5, 0x9F}},
    {4216, 7, 0, 3, {0xE2, 0xA8, 0xBB}}, {4223, 5, 0, 5, {0xE2, 0x89, 0x8E, 0xCC, 0xB8}},
    {4228, 12, 0, 3, {0xE2, 0x89, 0xA5}}, {4240, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x92}},
    {4243, 4, 1, 2, {0xC2, 0xA9}}, {4247, 6, 0, 2, {0xC5, 0x90}},
    {4253, 18, 0, 3, {0xE2, 0x87, 0x8B}}, {4271, 6, 0, 2, {0xCE, 0xBB}},
    {4277, 2, 0, 3, {0xE2, 0x84, 0x9E}}, {4279, 3, 0, 3, {0xE2, 0x88, 0xBF}},
    {4282, 3, 0, 3, {0xE2, 0x89, 0xA9}}, {4285, 8, 0, 3, {0xE2, 0xA7, 0xA4}},
    {4293, 6, 0, 2, {0xC4, 0xBE}}, {4299, 6, 0, 3, {0xE2, 0x88, 0xBE}},
    {4305, 6, 0, 3, {0xE2, 0x8B, 0x80}}, {4311, 12, 0, 5, {0xE2, 0x89, 0x8F, 0xCC, 0xB8}},
    {4323, 13, 0, 3, {0xE2, 0xAA, 0xB0}}, {4336, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA0}},
    {4339, 3, 0, 3, {0xE2, 0x80, 0x8E}}, {4342, 4, 0, 3, {0xE2, 0xA7, 0x83}},
    {4346, 6, 1, 2, {0xC3, 0xA8}}, {4352, 5, 0, 3, {0xE2, 0x96, 0x84}},
    {4357, 6, 0, 3, {0xE2, 0x88, 0x93}}, {4363, 8, 0, 3, {0xE2, 0x84, 0x95}},
    {4371, 6, 0, 2, {0xC5, 0xA7}}, {4377, 9, 0, 2, {0xC2, 0xB7}},
    {4386, 3, 0, 2, {0xD0, 0xAB}}, {4389, 8, 0, 3, {0xE2, 0x89, 0x8A}},
    {4397, 8, 0, 3, {0xE2, 0xA9, 0x89}}, {4405, 4, 0, 2, {0xC4, 0x8B}},
    {4409, 4, 0, 3, {0xE2, 0x8B, 0x85}}, {4413, 4, 0, 3, {0xE2, 0x8A, 0x86}},
    {4417, 17, 0, 3, {0xE2, 0x88, 0xA5}}, {4434, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9B}},
    {4438, 4, 1, 2, {0xC3, 0xB6}}, {4442, 5, 0, 3, {0xE2, 0x8B, 0x9E}},
    {4447, 5, 0, 2, {0xC6, 0xB5}}, {4452, 17, 0, 3, {0xE2, 0x96, 0xBE}},
    {4469, 4, 0, 3, {0xE2, 0x8A, 0xA5}}, {4473, 10, 0, 3, {0xE2, 0x89, 0x83}},
    {4483, 14, 0, 3, {0xE2, 0x88, 0xA4}}, {4497, 5, 0, 3, {0xE2, 0x88, 0x9F}},
    {4502, 6, 0, 3, {0xE2, 0xA8, 0xB3}}, {4508, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB7}},
    {4511, 4, 0, 2, {0xC4, 0xB0}}, {4515, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x9E}},
    {4518, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x90}}, {4521, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xAB}},
    {4525, 4, 0, 3, {0xE2, 0xAA, 0xB8}}, {4529, 6, 0, 3, {0xE2, 0x8B, 0x86}},
    {4535, 6, 0, 3, {0xE2, 0x8B, 0x90}}, {4541, 6, 0, 3, {0xE2, 0xA5, 0xBD}},
    {4547, 4, 0, 3, {0xE2, 0xAA, 0xB6}}, {4551, 13, 0, 3, {0xE2, 0xA5, 0x92}},
    {4564, 14, 0, 3, {0xE2, 0x88, 0x8B}}, {4578, 4, 0, 3, {0xE2, 0x80, 0xA2}},
    {4582, 5, 0, 3, {0xE2, 0x86, 0xB5}}, {4587, 6, 0, 3, {0xE2, 0x84, 0xB8}},
    {4593, 4, 0, 5, {0xE2, 0xA9, 0xBD, 0xCC, 0xB8}}, {4597, 10, 0, 3, {0xE2, 0x87, 0x88}},
    {4607, 5, 0, 2, {0xC4, 0x9C}}, {4612, 6, 0, 3, {0xE2, 0x80, 0xB5}},
    {4618, 6, 0, 3, {0xE2, 0x8A, 0xAD}}, {4624, 5, 0, 3, {0xE2, 0x88, 0x9D}},
    {4629, 8, 0, 3, {0xE2, 0xA8, 0x86}}, {4637, 7, 0, 3, {0xE2, 0x8B, 0xB5}},
    {4644, 6, 0, 2, {0xC5, 0x82}}, {4650, 4, 0, 6, {0xE2, 0x88, 0xA0, 0xE2, 0x83, 0x92}},
    {4654, 7, 0, 3, {0xE2, 0x80, 0xBE}}, {4661, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8A}},
    {4665, 5, 0, 2, {0xC4, 0xB5}}, {4670, 4, 0, 6, {0xE2, 0x89, 0x8D, 0xE2, 0x83, 0x92}},
    {4674, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB5}}, {4677, 3, 0, 2, {0xD0, 0x90}},
    {4680, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA2}}, {4683, 10, 0, 2, {0xCF, 0xB5}},
    {4693, 8, 0, 2, {0xCF, 0xB0}}, {4701, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x80}},
    {4705, 4, 0, 2, {0xD0, 0x8F}}, {4709, 7, 0, 3, {0xE2, 0xA8, 0x80}},
    {4716, 4, 0, 3, {0xE2, 0x87, 0x94}}, {4720, 9, 0, 3, {0xE2, 0x88, 0xA6}},
    {4729, 16, 0, 3, {0xE2, 0x87, 0x81}}, {4745, 3, 1, 2, {0xC2, 0xAD}},
    {4748, 6, 0, 3, {0xE2, 0xAB, 0xA6}}, {4754, 3, 0, 2, {0xD0, 0x9B}},
    {4757, 4, 0, 2, {0xD0, 0xAF}}, {4761, 6, 0, 3, {0xE2, 0x85, 0x9B}},
    {4767, 5, 0, 3, {0xE2, 0x97, 0xBA}}, {4772, 7, 0, 3, {0xE2, 0xAB, 0x9A}},
    {4779, 6, 0, 3, {0xE2, 0x86, 0xA2}}, {4785, 5, 0, 3, {0xE2, 0xAB, 0x99}},
    {4790, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x81}}, {4794, 5, 0, 2, {0xCE, 0xA3}},
    {4799, 7, 0, 3, {0xE2, 0xA6, 0xB0}}, {4806, 6, 0, 3, {0xE2, 0x8A, 0xBA}},
    {4812, 4, 0, 3, {0xE2, 0x89, 0x9C}}, {4816, 5, 0, 3, {0xE2, 0xAA, 0xBA}},
    {4821, 5, 0, 5, {0xE2, 0xAB, 0x85, 0xCC, 0xB8}}, {4826, 4, 0, 3, {0xE2, 0x86, 0x9F}},
    {4830, 6, 0, 3, {0xE2, 0x99, 0xA0}}, {4836, 13, 0, 3, {0xE2, 0x87, 0x91}},
    {4849, 3, 0, 5, {0xE2, 0x89, 0xA7, 0xCC, 0xB8}}, {4852, 8, 0, 3, {0xE2, 0x88, 0xA5}},
    {4860, 5, 0, 3, {0xE2, 0x86, 0xBA}}, {4865, 4, 0, 2, {0xD1, 0x8F}},
    {4869, 11, 0, 3, {0xE2, 0xAA, 0x95}}, {4880, 5, 0, 3, {0xE2, 0xAA, 0xA0}},
    {4885, 6, 0, 3, {0xE2, 0xA5, 0xB6}}, {4891, 3, 0, 3, {0xE2, 0x89, 0xB0}},
    {4894, 5, 1, 2, {0xC2, 0xA1}}, {4899, 5, 0, 3, {0xE2, 0x87, 0x9A}},
    {4904, 5, 0, 3, {0xE2, 0x86, 0xBB}}, {4909, 6, 0, 3, {0xE2, 0x85, 0x96}},
    {4915, 2, 0, 3, {0xE2, 0x89, 0x80}}, {4917, 6, 0, 2, {0xC4, 0x83}},
    {4923, 5, 0, 3, {0xE2, 0x8A, 0x8A}}, {4928, 4, 1, 2, {0xC3, 0x84}},
    {4932, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9C}}, {4936, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8F}},
    {4940, 6, 0, 2, {0xC4, 0x90}}, {4946, 9, 0, 3, {0xE2, 0x99, 0xA5}},
    {4955, 5, 0, 6, {0xE2, 0x8A, 0x83, 0xE2, 0x83, 0x92}}, {4960, 5, 0, 2, {0xC5, 0x8C}},
    {4965, 4, 0, 2, {0xCE, 0x96}}, {4969, 7, 0, 3, {0xE2, 0xA4, 0x8F}},
    {4976, 15, 0, 3, {0xE2, 0x87, 0x86}}, {4991, 3, 0, 2, {0xD0, 0x9C}},
    {4994, 14, 0, 3, {0xE2, 0x87, 0x94}}, {5008, 10, 0, 3, {0xE2, 0x8F, 0x9F}},
    {5018, 3, 0, 3, {0xE2, 0x84, 0x93}}, {5021, 19, 0, 3, {0xE2, 0x87, 0x86}},
    {5040, 6, 0, 3, {0xE2, 0xA9, 0xAE}}, {5046, 2, 0, 3, {0xE2, 0x89, 0xB6}},
    {5048, 5, 0, 3, {0xE2, 0x88, 0x96}}, {5053, 15, 0, 3, {0xE2, 0x88, 0xAE}},
    {5068, 14, 0, 3, {0xE2, 0xA5, 0x9B}}, {5082, 3, 0, 2, {0xD0, 0xB0}},
    {5085, 4, 0, 3, {0xE2, 0xAB, 0xAD}}, {5089, 5, 0, 3, {0xE2, 0x8A, 0x90}},
    {5094, 5, 0, 3, {0xE2, 0x81, 0x84}}, {5099, 3, 0, 2, {0xD0, 0xBA}},
    {5102, 5, 0, 3, {0xE2, 0x86, 0x97}}, {5107, 5, 0, 3, {0xE2, 0xA4, 0x90}},
    {5112, 5, 0, 2, {0xCE, 0x91}}, {5117, 4, 0, 3, {0xE2, 0xA7, 0xAB}},
    {5121, 15, 0, 3, {0xE2, 0x8F, 0x9C}}, {5136, 5, 0, 3, {0xE2, 0x8B, 0x80}},
    {5141, 5, 0, 3, {0xE2, 0x87, 0xB5}}, {5146, 6, 0, 3, {0xE2, 0x96, 0xAE}},
    {5152, 4, 0, 3, {0xE2, 0x84, 0x92}}, {5156, 4, 0, 3, {0xE2, 0x86, 0x94}},
    {5160, 6, 0, 3, {0xE2, 0xA4, 0xA5}}, {5166, 15, 0, 3, {0xE2, 0x89, 0xB5}},
    {5181, 5, 1, 2, {0xC3, 0xAA}}, {5186, 5, 0, 3, {0xE2, 0x88, 0x88}},
    {5191, 22, 0, 3, {0xE2, 0x8B, 0xA3}}, {5213, 7, 0, 3, {0xE2, 0x8B, 0xA3}},
    {5220, 13, 0, 3, {0xE2, 0x89, 0xBF}}, {5233, 5, 0, 2, {0xC5, 0xB6}},
    {5238, 3, 0, 2, {0xD0, 0xBB}}, {5241, 3, 0, 3, {0xE2, 0x87, 0x94}},
    {5244, 5, 0, 3, {0xE2, 0x8A, 0xB8}}, {5249, 6, 1, 2, {0xC3, 0xB1}},
    {5255, 16, 0, 3, {0xE2, 0x8B, 0xAD}}, {5271, 15, 0, 3, {0xE2, 0x8A, 0xB5}},
    {5286, 6, 0, 2, {0xC4, 0xB9}}, {5292, 17, 0, 5, {0xE2, 0xA9, 0xBD, 0xCC, 0xB8}},
    {5309, 3, 0, 3, {0xE2, 0x84, 0x9C}}, {5312, 4, 0, 3, {0xE2, 0x99, 0xAA}},
    {5316, 5, 0, 3, {0xE2, 0x88, 0x9A}}, {5321, 9, 0, 2, {0xC2, 0xB1}},
    {5330, 4, 0, 2, {0xCF, 0x92}}, {5334, 7, 0, 2, {0xCE, 0xA5}},
    {5341, 9, 0, 6, {0xE2, 0x89, 0xA8, 0xEF, 0xB8, 0x80}}, {5350, 4, 0, 6, {0xE2, 0x89, 0xA5, 0xE2, 0x83, 0x92}},
    {5354, 3, 0, 3, {0xE2, 0x96, 0xA1}}, {5357, 6, 0, 3, {0xE2, 0xA5, 0xAD}},
    {5363, 7, 0, 3, {0xE2, 0x80, 0xA1}}, {5370, 14, 0, 3, {0xE2, 0x8C, 0x86}},
    {5384, 6, 0, 3, {0xE2, 0x8B, 0x89}}, {5390, 10, 0, 5, {0xE2, 0xAB, 0x86, 0xCC, 0xB8}},
    {5400, 7, 0, 5, {0xE2, 0xAA, 0xB0, 0xCC, 0xB8}}, {5407, 7, 0, 3, {0xE2, 0xA6, 0x90}},
    {5414, 14, 0, 3, {0xE2, 0xA5, 0x93}}, {5428, 2, 0, 3, {0xE2, 0x81, 0xA3}},
    {5430, 10, 0, 3, {0xE2, 0xAA, 0xB8}}, {5440, 5, 0, 2, {0xCE, 0x9A}},
    {5445, 6, 0, 3, {0xE2, 0x89, 0x94}}, {5451, 6, 0, 3, {0xE2, 0x89, 0x96}},
    {5457, 6, 0, 3, {0xE2, 0x96, 0xAA}}, {5463, 10, 0, 3, {0xE2, 0x84, 0x92}},
    {5473, 4, 0, 3, {0xE2, 0xA9, 0x83}}, {5477, 8, 0, 3, {0xE2, 0x8B, 0xA8}},
    {5485, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB3}}, {5488, 3, 0, 2, {0xD0, 0xA4}},
    {5491, 6, 0, 3, {0xE2, 0x80, 0x88}}, {5497, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x93}},
    {5500, 3, 0, 3, {0xE2, 0x86, 0xA6}}, {5503, 6, 0, 3, {0xE2, 0x80, 0x89}},
    {5509, 4, 0, 2, {0xD0, 0xAE}}, {5513, 11, 0, 3, {0xE2, 0x84, 0xB0}},
    {5524, 4, 0, 2, {0xD1, 0x9C}}, {5528, 15, 0, 3, {0xE2, 0x8A, 0xB2}},
    {5543, 7, 0, 3, {0xE2, 0xAB, 0x81}}, {5550, 3, 0, 2, {0xD0, 0xA2}},
    {5553, 4, 0, 2, {0xD0, 0x87}}, {5557, 7, 0, 1, {0x0A}},
    {5564, 6, 0, 3, {0xE2, 0xA9, 0x95}}, {5570, 2, 0, 3, {0xE2, 0x89, 0x88}},
    {5572, 5, 0, 3, {0xE2, 0x89, 0x8F}}, {5577, 3, 0, 3, {0xE2, 0xA9, 0x9D}},
    {5580, 6, 0, 3, {0xE2, 0xA9, 0xB4}}, {5586, 4, 0, 3, {0xE2, 0x82, 0xAC}},
    {5590, 5, 0, 3, {0xE2, 0x87, 0x86}}, {5595, 9, 0, 3, {0xE2, 0x8C, 0x8A}},
    {5604, 5, 0, 3, {0xE2, 0x94, 0x94}}, {5609, 5, 0, 3, {0xE2, 0x90, 0xA3}},
    {5614, 5, 0, 3, {0xE2, 0x95, 0x92}}, {5619, 3, 0, 3, {0xE2, 0x8A, 0x81}},
    {5622, 6, 0, 3, {0xE2, 0x84, 0xA8}}, {5628, 10, 0, 3, {0xE2, 0x87, 0x8D}},
    {5638, 10, 0, 3, {0xE2, 0x8A, 0x95}}, {5648, 4, 0, 1, {0x5C}},
    {5652, 4, 0, 3, {0xE2, 0xA7, 0xB6}}, {5656, 5, 0, 5, {0xE2, 0x89, 0x8B, 0xCC, 0xB8}},
    {5661, 5, 0, 3, {0xE2, 0xA6, 0x8C}}, {5666, 6, 0, 3, {0xE2, 0x80, 0xB4}},
    {5672, 16, 0, 3, {0xE2, 0x9F, 0xA8}}, {5688, 4, 0, 2, {0xD1, 0x97}},
    {5692, 10, 0, 3, {0xE2, 0x8A, 0x9B}}, {5702, 6, 0, 1, {0x7D}},
    {5708, 4, 0, 3, {0xE2, 0xA5, 0xA3}}, {5712, 9, 0, 3, {0xE2, 0x8B, 0x9B}},
    {5721, 5, 0, 3, {0xE2, 0x87, 0x8C}}, {5726, 8, 0, 3, {0xE2, 0x88, 0xAB}},
    {5734, 7, 0, 3, {0xE2, 0xA7, 0x9E}}, {5741, 4, 0, 3, {0xE2, 0x89, 0x8E}},
    {5745, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8B}}, {5749, 6, 0, 3, {0xE2, 0x89, 0x8E}},
    {5755, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x8A}}, {5758, 6, 0, 2, {0xC4, 0xBB}},
    {5764, 5, 0, 2, {0xC4, 0x99}}, {5769, 5, 0, 3, {0xE2, 0x95, 0x9D}},
    {5774, 6, 0, 2, {0xC4, 0xB8}}, {5780, 4, 0, 3, {0xE2, 0xA5, 0xA5}},
    {5784, 5, 0, 3, {0xE2, 0x8A, 0x89}}, {5789, 4, 0, 3, {0xE2, 0x84, 0x95}},
    {5793, 2, 0, 3, {0xE2, 0x89, 0xA0}}, {5795, 3, 0, 2, {0xD0, 0xB3}},
    {5798, 5, 0, 3, {0xE2, 0x86, 0xAD}}, {5803, 5, 1, 2, {0xC2, 0xB5}},
    {5808, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAF}}, {5811, 17, 0, 3, {0xE2, 0x86, 0xA0}},
    {5828, 3, 0, 2, {0xD0, 0xA3}}, {5831, 5, 0, 2, {0xC4, 0x84}},
    {5836, 6, 0, 3, {0xE2, 0x85, 0x9D}}, {5842, 4, 0, 3, {0xE2, 0xA4, 0xB7}},
    {5846, 14, 0, 3, {0xE2, 0x86, 0x99}}, {5860, 17, 0, 5, {0xE2, 0x8A, 0x90, 0xCC, 0xB8}},
    {5877, 14, 0, 3, {0xE2, 0x86, 0xAA}}, {5891, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x88}},
    {5895, 3, 0, 2, {0xD0, 0xB8}}, {5898, 6, 0, 3, {0xE2, 0xA4, 0xA9}},
    {5904, 12, 0, 6, {0xE2, 0x8A, 0x8A, 0xEF, 0xB8, 0x80}}, {5916, 17, 0, 3, {0xE2, 0x9F, 0xA9}},
    {5933, 17, 0, 3, {0xE2, 0x87, 0x95}}, {5950, 3, 0, 2, {0xD1, 0x84}},
    {5953, 6, 0, 3, {0xE2, 0xA7, 0xA3}}, {5959, 4, 0, 6, {0xE2, 0x88, 0xAA, 0xEF, 0xB8, 0x80}},
    {5963, 5, 0, 3, {0xE2, 0x88, 0x87}}, {5968, 4, 0, 1, {0x29}},
    {5972, 4, 0, 2, {0xC5, 0xBB}}, {5976, 3, 1, 1, {0x26}},
    {5979, 5, 0, 2, {0xC4, 0xAB}}, {5984, 7, 0, 3, {0xE2, 0x97, 0x8A}},
    {5991, 5, 0, 3, {0xE2, 0x87, 0x9B}}, {5996, 21, 0, 3, {0xE2, 0x80, 0x9D}},
    {6017, 5, 0, 3, {0xE2, 0x86, 0x9D}}, {6022, 3, 0, 2, {0xD1, 0x82}},
    {6025, 6, 1, 2, {0xC3, 0x88}}, {6031, 6, 0, 2, {0xC5, 0xB9}},
    {6037, 13, 0, 3, {0xE2, 0x96, 0xB4}}, {6050, 4, 0, 3, {0xE2, 0x8E, 0xB4}},
    {6054, 14, 0, 3, {0xE2, 0x9F, 0xB6}}, {6068, 4, 1, 2, {0xC2, 0xB6}},
    {6072, 5, 0, 3, {0xE2, 0x97, 0xAF}}, {6077, 6, 0, 3, {0xE2, 0xA7, 0x9C}},
    {6083, 12, 0, 3, {0xE2, 0x88, 0x9D}}, {6095, 5, 0, 3, {0xE2, 0x95, 0xA3}},
    {6100, 6, 0, 3, {0xE2, 0x89, 0x9F}}, {6106, 4, 1, 1, {0x22}},
    {6110, 7, 0, 3, {0xE2, 0x84, 0xB5}}, {6117, 6, 0, 3, {0xEF, 0xAC, 0x84}},
    {6123, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xBB}}, {6127, 10, 0, 5, {0xE2, 0xAB, 0x85, 0xCC, 0xB8}},
    {6137, 6, 0, 3, {0xE2, 0x8C, 0x8A}}, {6143, 4, 0, 2, {0xD0, 0x8A}},
    {6147, 5, 0, 1, {0x60}}, {6152, 8, 0, 3, {0xE2, 0x84, 0x90}},
    {6160, 3, 0, 2, {0xD0, 0x9D}}, {6163, 5, 0, 3, {0xE2, 0x9C, 0x93}},
    {6168, 8, 0, 3, {0xE2, 0xA8, 0xB1}}, {6176, 5, 0, 2, {0xD1, 0x9B}},
    {6181, 2, 0, 3, {0xE2, 0x89, 0xAA}}, {6183, 12, 0, 3, {0xE2, 0x89, 0xB0}},
    {6195, 8, 0, 3, {0xE2, 0x8E, 0xB6}}, {6203, 7, 0, 3, {0xE2, 0xA8, 0xA6}},
    {6210, 2, 0, 3, {0xE2, 0x89, 0xA5}}, {6212, 3, 0, 3, {0xE2, 0x8B, 0x9A}},
    {6215, 8, 0, 3, {0xE2, 0xA5, 0x8A}}, {6223, 3, 0, 3, {0xE2, 0x89, 0xAF}},
    {6226, 4, 0, 2, {0xCE, 0x99}}, {6230, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA4}},
    {6233, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA5}}, {6237, 6, 1, 2, {0xC3, 0x80}},
    {6243, 21, 0, 3, {0xE2, 0x88, 0xAF}}, {6264, 13, 0, 3, {0xE2, 0x86, 0xA6}},
    {6277, 4, 0, 2, {0xD1, 0x91}}, {6281, 6, 0, 6, {0xE2, 0x8A, 0x8B, 0xEF, 0xB8, 0x80}},
    {6287, 4, 0, 6, {0xE2, 0x8B, 0x9A, 0xEF, 0xB8, 0x80}}, {6291, 4, 0, 2, {0xD0, 0x83}},
    {6295, 4, 0, 3, {0xE2, 0x89, 0x8B}}, {6299, 2, 0, 3, {0xE2, 0x88, 0x8B}},
    {6301, 9, 0, 3, {0xE2, 0x88, 0xA4}}, {6310, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8E}},
    {6314, 6, 0, 3, {0xE2, 0x88, 0x85}}, {6320, 4, 0, 3, {0xE2, 0x88, 0xA4}},
    {6324, 4, 0, 3, {0xE2, 0x88, 0xAD}}, {6328, 6, 1, 2, {0xC2, 0xBC}},
    {6334, 3, 0, 2, {0xD1, 0x83}}, {6337, 3, 0, 2, {0xCF, 0x86}},
    {6340, 6, 0, 3, {0xE2, 0x88, 0x9D}}, {6346, 2, 0, 3, {0xE2, 0x85, 0x86}},
    {6348, 6, 0, 1, {0x24}}, {6354, 7, 0, 3, {0xE2, 0xA5, 0xA9}},
    {6361, 6, 0, 2, {0xC5, 0xBA}}, {6367, 5, 0, 3, {0xE2, 0x95, 0x93}},
    {6372, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xBF}}, {6376, 6, 0, 3, {0xE2, 0xAB, 0xB0}},
    {6382, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB7}}, {6386, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA8}},
    {6390, 13, 0, 3, {0xE2, 0x80, 0x8A}}, {6403, 5, 0, 3, {0xE2, 0x87, 0x89}},
    {6408, 7, 0, 3, {0xE2, 0x8B, 0xB6}}, {6415, 5, 0, 3, {0xE2, 0x8A, 0xA1}},
    {6420, 6, 0, 2, {0xCF, 0x95}}, {6426, 5, 0, 3, {0xE2, 0x8B, 0xB2}},
    {6431, 6, 0, 3, {0xE2, 0x99, 0x80}}, {6437, 5, 0, 3, {0xE2, 0x87, 0x8D}},
    {6442, 6, 0, 3, {0xE2, 0xA8, 0xAE}}, {6448, 6, 1, 2, {0xC3, 0x87}},
    {6454, 3, 0, 2, {0xD0, 0x9A}}, {6457, 6, 0, 3, {0xE2, 0x89, 0x95}},
    {6463, 4, 0, 1, {0x5B}}, {6467, 5, 0, 3, {0xE2, 0xA9, 0xB7}},
    {6472, 5, 0, 3, {0xE2, 0x96, 0xB1}}, {6477, 7, 0, 3, {0xE2, 0x97, 0xAF}},
    {6484, 3, 0, 2, {0xC5, 0x8B}}, {6487, 8, 0, 5, {0xE2, 0xA9, 0xAD, 0xCC, 0xB8}},
    {6495, 8, 0, 3, {0xE2, 0xA9, 0x88}}, {6503, 6, 0, 3, {0xE2, 0xA4, 0xB9}},
    {6509, 13, 0, 3, {0xE2, 0x9F, 0xB5}}, {6522, 6, 0, 3, {0xE2, 0x88, 0xBC}},
    {6528, 7, 0, 3, {0xE2, 0xA5, 0xA8}}, {6535, 4, 0, 2, {0xD1, 0x88}},
    {6539, 5, 0, 3, {0xE2, 0x96, 0x80}}, {6544, 11, 0, 3, {0xE2, 0x87, 0x95}},
    {6555, 8, 0, 3, {0xE2, 0xA4, 0x90}}, {6563, 5, 0, 3, {0xE2, 0x89, 0x9A}},
    {6568, 6, 1, 2, {0xC3, 0xA0}}, {6574, 8, 0, 3, {0xE2, 0xA6, 0xAE}},
    {6582, 6, 0, 3, {0xE2, 0x89, 0xA2}}, {6588, 7, 0, 3, {0xE2, 0xAB, 0x82}},
    {6595, 16, 0, 3, {0xE2, 0x87, 0x85}}, {6611, 5, 0, 3, {0xE2, 0x95, 0xAC}},
    {6616, 6, 0, 2, {0xC5, 0x85}}, {6622, 6, 0, 3, {0xE2, 0x8A, 0xA5}},
    {6628, 6, 0, 1, {0x5B}}, {6634, 3, 0, 2, {0xD0, 0xBD}},
    {6637, 4, 0, 3, {0xE2, 0x88, 0xA6}}, {6641, 4, 0, 2, {0xD0, 0xA5}},
    {6645, 14, 0, 3, {0xE2, 0x8B, 0xAB}}, {6659, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x92}},
    {6663, 14, 0, 3, {0xE2, 0x87, 0x80}}, {6677, 6, 0, 3, {0xE2, 0x80, 0x96}},
    {6683, 3, 0, 3, {0xE2, 0xA9, 0xBE}}, {6686, 4, 0, 3, {0xE2, 0x88, 0x9D}},
    {6690, 5, 0, 3, {0xE2, 0x8A, 0xA9}}, {6695, 3, 0, 3, {0xE2, 0xAA, 0x8C}},
    {6698, 5, 0, 3, {0xE2, 0x95, 0x9B}}, {6703, 5, 0, 3, {0xE2, 0xAA, 0x9F}},
    {6708, 3, 0, 3, {0xE2, 0x86, 0xB0}}, {6711, 2, 0, 3, {0xE2, 0x89, 0xAB}},
    {6713, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xA5}}, {6717, 6, 0, 3, {0xE2, 0xA5, 0xAC}},
    {6723, 7, 0, 3, {0xE2, 0xA6, 0xA7}}, {6730, 5, 0, 3, {0xE2, 0x8B, 0x83}},
    {6735, 4, 0, 3, {0xE2, 0x84, 0xAC}}, {6739, 3, 0, 3, {0xE2, 0xA4, 0x85}},
    {6742, 4, 0, 3, {0xE2, 0x84, 0x9B}}, {6746, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x9F}},
    {6749, 4, 0, 3, {0xE2, 0x89, 0x85}}, {6753, 4, 0, 5, {0xE2, 0xA9, 0xB0, 0xCC, 0xB8}},
    {6757, 6, 0, 3, {0xE2, 0xA4, 0x82}}, {6763, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x91}},
    {6766, 4, 0, 2, {0xD1, 0x85}}, {6770, 5, 0, 3, {0xE2, 0x8A, 0xAB}},
    {6775, 3, 0, 2, {0xC3, 0xB7}}, {6778, 5, 0, 2, {0xC4, 0xAE}},
    {6783, 5, 0, 3, {0xE2, 0x87, 0xA5}}, {6788, 15, 0, 3, {0xE2, 0x87, 0x83}},
    {6803, 6, 0, 3, {0xE2, 0x8C, 0xAD}}, {6809, 6, 0, 2, {0xC4, 0xA7}},
    {6815, 6, 0, 3, {0xE2, 0x88, 0x80}}, {6821, 10, 0, 3, {0xE2, 0x8C, 0x8B}},
    {6831, 3, 0, 2, {0xD0, 0x92}}, {6834, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x87}},
    {6838, 20, 0, 3, {0xE2, 0x85, 0x85}}, {6858, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xA9}},
    {6862, 10, 0, 3, {0xE2, 0x86, 0xA5}}, {6872, 5, 0, 3, {0xE2, 0x97, 0x82}},
    {6877, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA1}}, {6880, 6, 0, 3, {0xE2, 0x8C, 0x9D}},
    {6886, 3, 0, 3, {0xE2, 0x8B, 0x92}}, {6889, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x8F}},
    {6892, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB2}}, {6896, 5, 0, 3, {0xE2, 0x87, 0xA4}},
    {6901, 3, 0, 3, {0xE2, 0x8B, 0x90}}, {6904, 6, 0, 5, {0xE2, 0x86, 0x9D, 0xCC, 0xB8}},
    {6910, 8, 0, 3, {0xE2, 0x8C, 0x93}}, {6918, 7, 0, 3, {0xE2, 0x89, 0x94}},
    {6925, 5, 0, 3, {0xE2, 0xA9, 0xB1}}, {6930, 6, 0, 3, {0xE2, 0x8C, 0x86}},
    {6936, 17, 0, 3, {0xE2, 0x9F, 0xA6}}, {6953, 4, 0, 3, {0xE2, 0x89, 0xA7}},
    {6957, 2, 0, 3, {0xE2, 0x88, 0xA8}}, {6959, 21, 0, 3, {0xE2, 0x8B, 0xAD}},
    {6980, 3, 0, 3, {0xE2, 0x89, 0xA8}}, {6983, 6, 0, 2, {0xD1, 0x8C}},
    {6989, 4, 0, 3, {0xE2, 0x95, 0x91}}, {6993, 5, 0, 3, {0xE2, 0x88, 0xAD}},
    {6998, 3, 0, 1, {0x2A}}, {7001, 17, 0, 3, {0xE2, 0x97, 0x82}},
    {7018, 6, 0, 3, {0xE2, 0xA6, 0x93}}, {7024, 6, 0, 3, {0xE2, 0x8A, 0x91}},
    {7030, 4, 0, 2, {0xCB, 0x86}}, {7034, 6, 0, 3, {0xE2, 0x84, 0x8F}},
    {7040, 6, 0, 2, {0xC5, 0x95}}, {7046, 6, 0, 3, {0xE2, 0xA6, 0x94}},
    {7052, 8, 0, 3, {0xE2, 0x88, 0xBC}}, {7060, 8, 0, 3, {0xE2, 0xA6, 0xAA}},
    {7068, 3, 0, 3, {0xE2, 0x84, 0xA7}}, {7071, 5, 0, 2, {0xCE, 0x93}},
    {7076, 5, 0, 3, {0xE2, 0xA8, 0x91}}, {7081, 6, 0, 2, {0xC5, 0x84}},
    {7087, 14, 0, 3, {0xE2, 0x89, 0xB9}}, {7101, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xAC}},
    {7105, 3, 0, 3, {0xE2, 0x88, 0xA7}}, {7108, 7, 0, 6, {0xE2, 0x89, 0xA1, 0xE2, 0x83, 0xA5}},
    {7115, 3, 0, 3, {0xE2, 0xAA, 0xA5}}, {7118, 12, 0, 3, {0xE2, 0x86, 0xA4}},
    {7130, 4, 0, 3, {0xE2, 0x84, 0x90}}, {7134, 17, 0, 3, {0xE2, 0x9D, 0x98}},
    {7151, 5, 0, 3, {0xE2, 0x96, 0x91}}, {7156, 5, 0, 3, {0xE2, 0x8B, 0x8F}},
    {7161, 5, 0, 3, {0xE2, 0x9F, 0xAC}}, {7166, 13, 0, 5, {0xE2, 0x89, 0x82, 0xCC, 0xB8}},
    {7179, 11, 0, 3, {0xE2, 0x87, 0x9B}}, {7190, 11, 0, 3, {0xE2, 0x8A, 0x96}},
    {7201, 6, 0, 2, {0xC5, 0x9A}}, {7207, 3, 0, 2, {0xD0, 0xA1}},
    {7210, 4, 0, 3, {0xE2, 0xAB, 0x90}}, {7214, 6, 0, 2, {0xC4, 0x8F}},
    {7220, 6, 1, 2, {0xC3, 0xB7}}, {7226, 6, 0, 3, {0xE2, 0x89, 0xB3}},
    {7232, 10, 0, 3, {0xE2, 0xAA, 0x8B}}, {7242, 4, 0, 3, {0xE2, 0xAA, 0x9D}},
    {7246, 11, 0, 3, {0xE2, 0x8B, 0x9E}}, {7257, 6, 0, 3, {0xE2, 0x84, 0x92}},
    {7263, 5, 0, 3, {0xE2, 0x89, 0x90}}, {7268, 11, 0, 3, {0xE2, 0x84, 0x8D}},
    {7279, 3, 0, 2, {0xD1, 0x8D}}, {7282, 6, 0, 3, {0xE2, 0x86, 0xAB}},
    {7288, 7, 0, 3, {0xE2, 0xA5, 0xB3}}, {7295, 3, 0, 3, {0xE2, 0x8A, 0x80}},
    {7298, 10, 0, 3, {0xE2, 0x86, 0xA4}}, {7308, 3, 0, 3, {0xE2, 0x84, 0x91}},
    {7311, 6, 0, 3, {0xE2, 0x84, 0x8F}}, {7317, 6, 0, 3, {0xE2, 0x8E, 0xB1}},
    {7323, 5, 0, 2, {0xC5, 0xAB}}, {7328, 2, 0, 3, {0xE2, 0x88, 0xBE}},
    {7330, 4, 0, 3, {0xE2, 0x84, 0x8F}}, {7334, 12, 0, 3, {0xE2, 0x96, 0xBF}},
    {7346, 3, 0, 2, {0xD0, 0xB2}}, {7349, 6, 1, 2, {0xC3, 0xA3}},
    {7355, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xBB}}, {7359, 3, 0, 2, {0xCE, 0xB7}},
    {7362, 4, 1, 2, {0xC2, 0xB3}}, {7366, 5, 0, 3, {0xE2, 0x84, 0xA2}},
    {7371, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA7}}, {7375, 3, 0, 3, {0xE2, 0x88, 0xA9}},
    {7378, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA9}}, {7381, 5, 0, 3, {0xE2, 0xA8, 0xAF}},
    {7386, 8, 0, 3, {0xE2, 0xA6, 0x9D}}, {7394, 4, 0, 1, {0x27}},
    {7398, 5, 0, 3, {0xE2, 0x89, 0xBC}}, {7403, 4, 0, 3, {0xE2, 0xA5, 0xA4}},
    {7407, 6, 0, 3, {0xE2, 0xA5, 0xBE}}, {7413, 3, 0, 3, {0xE2, 0x8A, 0x82}},
    {7416, 6, 0, 3, {0xE2, 0xA4, 0x99}}, {7422, 3, 0, 5, {0xE2, 0x8B, 0x98, 0xCC, 0xB8}},
    {7425, 5, 0, 3, {0xE2, 0x8B, 0x9F}}, {7430, 13, 0, 3, {0xE2, 0x8A, 0xB3}},
    {7443, 6, 0, 3, {0xE2, 0x8B, 0x81}}, {7449, 6, 0, 3, {0xE2, 0x86, 0xA6}},
    {7455, 6, 0, 2, {0xC5, 0xAC}}, {7461, 7, 0, 2, {0xCE, 0x95}},
    {7468, 5, 0, 3, {0xE2, 0xAA, 0xA9}}, {7473, 3, 0, 3, {0xE2, 0x80, 0x8F}},
    {7476, 17, 0, 3, {0xE2, 0x97, 0xBC}}, {7493, 9, 0, 3, {0xE2, 0x88, 0x93}},
    {7502, 5, 0, 3, {0xE2, 0x8C, 0xBD}}, {7507, 14, 0, 3, {0xE2, 0x87, 0x83}},
    {7521, 18, 0, 3, {0xE2, 0xA5, 0x95}}, {7539, 4, 0, 4, {0xF0, 0x9D, 0x92, 0x9E}},
    {7543, 3, 0, 3, {0xE2, 0x8B, 0xBC}}, {7546, 6, 0, 3, {0xE2, 0x88, 0x94}},
    {7552, 20, 0, 3, {0xE2, 0x89, 0xAB}}, {7572, 9, 0, 3, {0xE2, 0x86, 0x93}},
    {7581, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x96}}, {7585, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x89}},
    {7589, 6, 0, 3, {0xE2, 0xA5, 0xAA}}, {7595, 6, 1, 2, {0xC3, 0xBD}},
    {7601, 5, 0, 2, {0xC4, 0x80}}, {7606, 7, 0, 3, {0xE2, 0x89, 0xB2}},
    {7613, 5, 0, 3, {0xE2, 0x80, 0xBE}}, {7618, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB0}},
    {7621, 6, 0, 3, {0xE2, 0xA4, 0xAA}}, {7627, 3, 0, 2, {0xCE, 0xA6}},
    {7630, 20, 0, 3, {0xE2, 0xA5, 0xAF}}, {7650, 5, 0, 3, {0xE2, 0x8A, 0xB5}},
    {7655, 13, 0, 3, {0xE2, 0x86, 0xBE}}, {7668, 6, 0, 3, {0xE2, 0x8B, 0xAC}},
    {7674, 3, 0, 2, {0xD1, 0x81}}, {7677, 7, 0, 3, {0xE2, 0xA6, 0x8F}},
    {7684, 12, 0, 3, {0xE2, 0xA5, 0xB0}}, {7696, 3, 0, 3, {0xE2, 0xA9, 0xBD}},
    {7699, 2, 0, 3, {0xE2, 0x84, 0x91}}, {7701, 5, 0, 2, {0xCE, 0x98}},
    {7706, 6, 0, 3, {0xE2, 0xA8, 0x84}}, {7712, 4, 0, 3, {0xE2, 0x86, 0x91}},
    {7716, 5, 1, 2, {0xC3, 0x86}}, {7721, 4, 0, 3, {0xE2, 0xAB, 0xA7}},
    {7725, 6, 0, 3, {0xE2, 0x80, 0x84}}, {7731, 5, 0, 3, {0xE2, 0x88, 0xA4}},
    {7736, 5, 0, 3, {0xE2, 0x89, 0xAC}}, {7741, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xA6}},
    {7744, 16, 0, 3, {0xE2, 0xA5, 0x94}}, {7760, 3, 1, 2, {0xC2, 0xA8}},
    {7763, 8, 0, 3, {0xE2, 0xA6, 0xB4}}, {7771, 6, 0, 1, {0x3D}},
    {7777, 4, 0, 3, {0xE2, 0xA5, 0xA2}}, {7781, 13, 0, 3, {0xE2, 0x86, 0xBC}},
    {7794, 4, 0, 3, {0xE2, 0x88, 0xAE}}, {7798, 12, 0, 3, {0xE2, 0x87, 0xA4}},
    {7810, 5, 0, 3, {0xE2, 0x99, 0xAF}}, {7815, 13, 0, 3, {0xE2, 0x96, 0xB3}},
    {7828, 4, 0, 5, {0xE2, 0xAA, 0xB0, 0xCC, 0xB8}}, {7832, 3, 0, 2, {0xD0, 0x9F}},
    {7835, 3, 0, 3, {0xE2, 0x86, 0xB1}}, {7838, 3, 0, 2, {0xCB, 0x99}},
    {7841, 5, 0, 5, {0xE2, 0x89, 0xA6, 0xCC, 0xB8}}, {7846, 4, 0, 3, {0xE2, 0xAB, 0xA8}},
    {7850, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xBC}}, {7854, 6, 0, 2, {0xC5, 0x83}},
    {7860, 2, 0, 3, {0xE2, 0x89, 0xAA}}, {7862, 5, 0, 3, {0xE2, 0x87, 0x85}},
    {7867, 7, 0, 3, {0xE2, 0x9C, 0xA0}}, {7874, 16, 0, 3, {0xE2, 0x86, 0x9E}},
    {7890, 5, 0, 3, {0xE2, 0x81, 0x81}}, {7895, 4, 0, 3, {0xE2, 0xA8, 0x8C}},
    {7899, 7, 0, 3, {0xE2, 0xA5, 0xB9}}, {7906, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x85}},
    {7909, 2, 0, 3, {0xE2, 0x8B, 0x99}}, {7911, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x89}},
    {7914, 5, 0, 3, {0xE2, 0x96, 0xBE}}, {7919, 4, 0, 2, {0xC4, 0xA1}},
    {7923, 3, 0, 3, {0xE2, 0x8B, 0x93}}, {7926, 8, 0, 3, {0xE2, 0x8C, 0x9E}},
    {7934, 6, 0, 5, {0xE2, 0x8B, 0xB9, 0xCC, 0xB8}}, {7940, 8, 0, 3, {0xE2, 0x8C, 0x92}},
    {7948, 4, 0, 3, {0xE2, 0x8B, 0x94}}, {7952, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x81}},
    {7956, 7, 0, 3, {0xE2, 0xA5, 0xBB}}, {7963, 6, 0, 3, {0xE2, 0x8B, 0x83}},
    {7969, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8F}}, {7973, 4, 0, 3, {0xE2, 0xA6, 0xA4}},
    {7977, 5, 0, 3, {0xE2, 0x86, 0xBE}}, {7982, 17, 0, 5, {0xE2, 0x89, 0xAB, 0xCC, 0xB8}},
    {7999, 11, 0, 6, {0xE2, 0x8A, 0x83, 0xE2, 0x83, 0x92}}, {8010, 6, 0, 3, {0xE2, 0xA4, 0x84}},
    {8016, 4, 0, 3, {0xE2, 0x98, 0x86}}, {8020, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x87}},
    {8023, 5, 0, 3, {0xE2, 0x94, 0x90}}, {8028, 5, 1, 2, {0xC3, 0xB4}},
    {8033, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xBD}}, {8037, 6, 1, 2, {0xC2, 0xA6}},
    {8043, 4, 0, 5, {0xE2, 0xA9, 0xBE, 0xCC, 0xB8}}, {8047, 5, 0, 3, {0xE2, 0xA6, 0x92}},
    {8052, 6, 0, 2, {0xC5, 0xA9}}, {8058, 9, 0, 3, {0xE2, 0xAA, 0x86}},
    {8067, 16, 0, 5, {0xE2, 0x89, 0xBF, 0xCC, 0xB8}}, {8083, 2, 0, 3, {0xE2, 0x89, 0xA6}},
    {8085, 3, 1, 2, {0xC2, 0xAC}}, {8088, 14, 0, 3, {0xE2, 0x87, 0x8A}},
    {8102, 5, 0, 2, {0xC4, 0xA5}}, {8107, 7, 0, 3, {0xE2, 0xAB, 0x80}},
    {8114, 16, 0, 5, {0xE2, 0xAA, 0xAF, 0xCC, 0xB8}}, {8130, 8, 0, 3, {0xE2, 0xA8, 0x90}},
    {8138, 4, 0, 3, {0xE2, 0x84, 0x9C}}, {8142, 6, 0, 3, {0xE2, 0x89, 0x8F}},
    {8148, 5, 0, 2, {0x66, 0x6A}}, {8153, 6, 0, 6, {0xE2, 0x8A, 0x94, 0xEF, 0xB8, 0x80}},
    {8159, 13, 0, 3, {0xE2, 0xAA, 0xAF}}, {8172, 5, 0, 3, {0xE2, 0xAA, 0xA8}},
    {8177, 15, 0, 5, {0xE2, 0x8A, 0x8F, 0xCC, 0xB8}}, {8192, 6, 0, 3, {0xE2, 0xA6, 0x95}},
    {8198, 5, 0, 2, {0xC8, 0xB7}}, {8203, 7, 0, 3, {0xE2, 0x86, 0x99}},
    {8210, 6, 1, 2, {0xC3, 0xAC}}, {8216, 14, 0, 3, {0xE2, 0x86, 0xB6}},
    {8230, 7, 0, 3, {0xE2, 0x8B, 0xA2}}, {8237, 6, 0, 2, {0xC4, 0xBA}},
    {8243, 4, 0, 3, {0xE2, 0xAA, 0x87}}, {8247, 17, 0, 3, {0xE2, 0xA5, 0x96}},
    {8264, 7, 0, 3, {0xE2, 0xA4, 0xBC}}, {8271, 5, 0, 3, {0xE2, 0x95, 0x9E}},
    {8276, 3, 0, 6, {0xE2, 0x89, 0xAA, 0xE2, 0x83, 0x92}}, {8279, 3, 0, 3, {0xE2, 0x86, 0xB1}},
    {8282, 6, 0, 3, {0xE2, 0x8A, 0x83}}, {8288, 6, 0, 2, {0xC5, 0x87}},
    {8294, 5, 0, 3, {0xE2, 0xAA, 0xB9}}, {8299, 4, 0, 2, {0xD0, 0x85}},
    {8303, 6, 1, 2, {0xC3, 0x8C}}, {8309, 7, 0, 3, {0xE2, 0xA8, 0x96}},
    {8316, 3, 0, 2, {0xD0, 0xAD}}, {8319, 5, 0, 3, {0xE2, 0x8A, 0x80}},
    {8324, 4, 0, 3, {0xE2, 0x8B, 0xBB}}, {8328, 4, 0, 3, {0xE2, 0x8A, 0x9A}},
    {8332, 5, 0, 2, {0xCE, 0xA9}}, {8337, 12, 0, 3, {0xE2, 0x86, 0x91}},
    {8349, 5, 0, 3, {0xE2, 0xA9, 0xBA}}, {8354, 10, 0, 3, {0xE2, 0x9F, 0xBC}},
    {8364, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x84}}, {8367, 3, 0, 2, {0xC2, 0xA8}},
    {8370, 5, 0, 3, {0xEF, 0xAC, 0x81}}, {8375, 5, 0, 2, {0xD0, 0x84}},
    {8380, 3, 0, 3, {0xE2, 0x8B, 0x81}}, {8383, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB3}},
    {8387, 5, 0, 3, {0xE2, 0x81, 0x8F}}, {8392, 5, 0, 2, {0xC4, 0x88}},
    {8397, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9F}}, {8401, 4, 0, 3, {0xE2, 0x89, 0x82}},
    {8405, 6, 0, 3, {0xE2, 0x9F, 0xA8}}, {8411, 6, 1, 2, {0xC3, 0x81}},
    {8417, 5, 0, 3, {0xE2, 0x89, 0x82}}, {8422, 16, 0, 3, {0xE2, 0xA7, 0x90}},
    {8438, 7, 0, 2, {0xCE, 0xB5}}, {8445, 4, 0, 3, {0xE2, 0xA9, 0x96}},
    {8449, 5, 0, 3, {0xE2, 0x96, 0xB4}}, {8454, 8, 0, 3, {0xE2, 0xA5, 0x89}},
    {8462, 6, 0, 3, {0xE2, 0x8B, 0x8A}}, {8468, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8D}},
    {8472, 5, 0, 2, {0xCB, 0x87}}, {8477, 8, 0, 3, {0xE2, 0x8B, 0xA9}},
    {8485, 14, 0, 3, {0xE2, 0x8A, 0xA8}}, {8499, 9, 0, 6, {0xE2, 0x8A, 0x82, 0xE2, 0x83, 0x92}},
    {8508, 8, 0, 3, {0xE2, 0x8C, 0x85}}, {8516, 5, 0, 3, {0xE2, 0x8A, 0x81}},
    {8521, 4, 0, 3, {0xE2, 0x86, 0x9E}}, {8525, 6, 0, 3, {0xE2, 0x8B, 0x82}},
    {8531, 6, 0, 2, {0xC7, 0xB5}}, {8537, 6, 0, 3, {0xE2, 0x8B, 0x97}},
    {8543, 16, 0, 3, {0xE2, 0x87, 0x89}}, {8559, 12, 0, 3, {0xE2, 0x97, 0x83}},
    {8571, 6, 0, 3, {0xE2, 0xA8, 0x86}}, {8577, 3, 0, 2, {0xCF, 0x88}},
    {8580, 5, 0, 3, {0xE2, 0x89, 0xBF}}, {8585, 6, 0, 2, {0xC4, 0xBF}},
    {8591, 5, 0, 3, {0xE2, 0x8B, 0xB1}}, {8596, 11, 0, 3, {0xE2, 0xA7, 0xB4}},
    {8607, 5, 0, 2, {0xCF, 0x83}}, {8612, 4, 0, 6, {0xE2, 0x8B, 0x9B, 0xEF, 0xB8, 0x80}},
    {8616, 5, 0, 3, {0xE2, 0xAA, 0x8F}}, {8621, 10, 0, 3, {0xE2, 0x8B, 0x8F}},
    {8631, 4, 0, 2, {0xC5, 0xBC}}, {8635, 12, 0, 3, {0xE2, 0x89, 0xB3}},
    {8647, 5, 0, 3, {0xE2, 0xA7, 0x8D}}, {8652, 9, 0, 3, {0xE2, 0x88, 0x9D}},
    {8661, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x8C}}, {8665, 5, 0, 3, {0xE2, 0x8A, 0x88}},
    {8670, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB9}}, {8674, 6, 1, 2, {0xC3, 0xA9}},
    {8680, 5, 0, 3, {0xE2, 0x98, 0x85}}, {8685, 6, 0, 3, {0xE2, 0x80, 0xB0}},
    {8691, 5, 0, 3, {0xE2, 0x8A, 0xB2}}, {8696, 4, 0, 3, {0xE2, 0x84, 0x82}},
    {8700, 15, 0, 3, {0xE2, 0x89, 0xB1}}, {8715, 8, 0, 3, {0xE2, 0x86, 0xA5}},
    {8723, 4, 0, 3, {0xE2, 0xAB, 0x9B}}, {8727, 4, 0, 3, {0xE2, 0x84, 0x8D}},
    {8731, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x8E}}, {8734, 5, 0, 2, {0xC5, 0x92}},
    {8739, 8, 0, 3, {0xE2, 0xA5, 0x8B}}, {8747, 3, 0, 5, {0xE2, 0x89, 0xA6, 0xCC, 0xB8}},
    {8750, 8, 0, 3, {0xE2, 0x8A, 0x87}}, {8758, 16, 0, 3, {0xE2, 0x97, 0xBB}},
    {8774, 7, 0, 3, {0xE2, 0xA9, 0xB7}}, {8781, 5, 0, 3, {0xE2, 0xAB, 0xA9}},
    {8786, 5, 0, 3, {0xE2, 0x95, 0x97}}, {8791, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9E}},
    {8795, 7, 0, 3, {0xE2, 0xA5, 0xB2}}, {8802, 4, 0, 3, {0xE2, 0x8B, 0x82}},
    {8806, 13, 0, 3, {0xE2, 0x8A, 0x87}}, {8819, 4, 1, 2, {0xC2, 0xAF}},
    {8823, 5, 0, 3, {0xE2, 0xAB, 0x8B}}, {8828, 4, 0, 3, {0xE2, 0x87, 0x91}},
    {8832, 6, 0, 3, {0xE2, 0x84, 0x8F}}, {8838, 5, 0, 3, {0xE2, 0x80, 0xB3}},
    {8843, 6, 0, 3, {0xE2, 0x8C, 0x8C}}, {8849, 9, 0, 6, {0xE2, 0x89, 0xA9, 0xEF, 0xB8, 0x80}},
    {8858, 8, 0, 3, {0xE2, 0x88, 0xA3}}, {8866, 6, 1, 2, {0xC3, 0xB9}},
    {8872, 3, 0, 3, {0xE2, 0x88, 0xA5}}, {8875, 2, 0, 2, {0xC2, 0xB1}},
    {8877, 3, 0, 3, {0xE2, 0x88, 0xA8}}, {8880, 5, 0, 3, {0xE2, 0x87, 0x88}},
    {8885, 9, 0, 3, {0xE2, 0x88, 0x90}}, {8894, 6, 0, 3, {0xE2, 0x81, 0x97}},
    {8900, 7, 0, 3, {0xE2, 0x89, 0xAC}}, {8907, 7, 0, 3, {0xE2, 0xA4, 0xB5}},
    {8914, 2, 0, 3, {0xE2, 0x85, 0x87}}, {8916, 6, 0, 2, {0xCF, 0x9C}},
    {8922, 6, 0, 2, {0xC5, 0xB0}}, {8928, 7, 0, 3, {0xE2, 0x88, 0x8C}},
    {8935, 3, 0, 3, {0xE2, 0xAA, 0xB0}}, {8938, 8, 0, 3, {0xE2, 0xA8, 0x93}},
    {8946, 4, 0, 3, {0xE2, 0x88, 0x8F}}, {8950, 5, 0, 3, {0xE2, 0x8B, 0xB0}},
    {8955, 6, 0, 2, {0xC5, 0x91}}, {8961, 6, 1, 2, {0xC3, 0x99}},
    {8967, 4, 0, 3, {0xE2, 0x8C, 0x90}}, {8971, 4, 1, 2, {0xC2, 0xA2}},
    {8975, 2, 0, 3, {0xE2, 0x88, 0x88}}, {8977, 3, 0, 1, {0x2F}},
    {8980, 11, 0, 3, {0xE2, 0x87, 0x80}}, {8991, 7, 0, 3, {0xE2, 0x8A, 0x9E}},
    {8998, 6, 1, 2, {0xC2, 0xA4}}, {9004, 3, 0, 2, {0xC2, 0xA8}},
    {9007, 4, 0, 4, {0xF0, 0x9D, 0x92, 0x9F}}, {9011, 4, 0, 3, {0xE2, 0x9F, 0xAA}},
    {9015, 4, 1, 2, {0xC2, 0xA9}}, {9019, 6, 0, 3, {0xE2, 0x85, 0x97}},
    {9025, 6, 0, 3, {0xE2, 0xA4, 0xA3}}, {9031, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xAF}},
    {9035, 3, 0, 1, {0x23}}, {9038, 6, 0, 2, {0xC4, 0x8D}},
    {9044, 6, 0, 3, {0xE2, 0x80, 0x9E}}, {9050, 5, 0, 1, {0x3F}},
    {9055, 10, 0, 3, {0xE2, 0x86, 0xBC}}, {9065, 8, 0, 3, {0xE2, 0x89, 0x81}},
    {9073, 6, 1, 2, {0xC3, 0x98}}, {9079, 7, 0, 3, {0xE2, 0x8A, 0xBE}},
    {9086, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA4}}, {9090, 6, 0, 3, {0xE2, 0xA8, 0xB0}},
    {9096, 17, 0, 3, {0xE2, 0xA5, 0x99}}, {9113, 8, 0, 3, {0xE2, 0x8B, 0x8E}},
    {9121, 2, 0, 2, {0xCE, 0xA0}}, {9123, 5, 0, 3, {0xE2, 0x88, 0xBC}},
    {9128, 4, 1, 2, {0xC3, 0x9C}}, {9132, 6, 0, 1, {0x25}},
    {9138, 12, 0, 1, {0x7C}}, {9150, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x9A}},
    {9154, 7, 0, 3, {0xE2, 0xA4, 0x9F}}, {9161, 12, 0, 3, {0xE2, 0x84, 0x8B}},
    {9173, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x84}}, {9177, 9, 0, 3, {0xE2, 0x83, 0x9B}},
    {9186, 2, 0, 2, {0xCE, 0x9E}}, {9188, 11, 0, 3, {0xE2, 0x8A, 0x9D}},
    {9199, 5, 0, 3, {0xE2, 0x8A, 0x9D}}, {9204, 5, 0, 3, {0xE2, 0xA4, 0x8F}},
    {9209, 6, 0, 5, {0xE2, 0xA4, 0xB3, 0xCC, 0xB8}}, {9215, 6, 0, 3, {0xE2, 0x8B, 0xAE}},
    {9221, 5, 0, 3, {0xE2, 0x8B, 0xAF}}, {9226, 13, 0, 3, {0xE2, 0x8B, 0x87}},
    {9239, 19, 0, 3, {0xE2, 0x9F, 0xB8}}, {9258, 18, 0, 3, {0xE2, 0xA5, 0x97}},
    {9276, 5, 0, 2, {0xC4, 0xAF}}, {9281, 5, 0, 3, {0xE2, 0x87, 0x8B}},
    {9286, 6, 0, 3, {0xE2, 0x8A, 0x82}}, {9292, 5, 0, 3, {0xE2, 0xAB, 0x91}},
    {9297, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x99}}, {9300, 4, 0, 2, {0xD1, 0x9A}},
    {9304, 4, 1, 2, {0xC3, 0xAB}}, {9308, 6, 0, 3, {0xE2, 0x8C, 0x8B}},
    {9314, 7, 0, 3, {0xE2, 0xA8, 0xBC}}, {9321, 5, 0, 3, {0xE2, 0xAB, 0xBD}},
    {9326, 6, 0, 3, {0xE2, 0x80, 0xB9}}, {9332, 5, 0, 3, {0xE2, 0x88, 0xA6}},
    {9337, 5, 0, 3, {0xE2, 0x8A, 0x95}}, {9342, 5, 0, 3, {0xE2, 0xA4, 0x8D}},
    {9347, 4, 0, 3, {0xE2, 0x9F, 0xBC}}, {9351, 5, 0, 2, {0xC4, 0xB2}},
    {9356, 12, 0, 3, {0xE2, 0x8A, 0x8F}}, {9368, 5, 0, 3, {0xE2, 0xAA, 0xAE}},
    {9373, 3, 0, 2, {0xCE, 0xA9}}, {9376, 8, 0, 2, {0xC2, 0xAE}},
    {9384, 12, 0, 3, {0xE2, 0x85, 0x87}}, {9396, 6, 1, 2, {0xC3, 0xA7}},
    {9402, 12, 0, 3, {0xE2, 0x86, 0xA7}}, {9414, 16, 0, 3, {0xE2, 0x8B, 0xAB}},
    {9430, 5, 0, 3, {0xE2, 0x84, 0xA2}}, {9435, 4, 0, 3, {0xE2, 0x88, 0x88}},
    {9439, 2, 0, 2, {0xCF, 0x80}}, {9441, 5, 0, 3, {0xE2, 0x8B, 0x8D}},
    {9446, 6, 0, 2, {0xC5, 0xA5}}, {9452, 14, 0, 3, {0xE2, 0x81, 0xA2}},
    {9466, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x97}}, {9469, 6, 0, 3, {0xE2, 0x85, 0x93}},
    {9475, 5, 0, 2, {0xCE, 0xB1}}, {9480, 5, 0, 3, {0xE2, 0xA6, 0x86}},
    {9485, 5, 0, 3, {0xE2, 0x88, 0xA7}}, {9490, 16, 0, 3, {0xE2, 0x8A, 0x89}},
    {9506, 14, 0, 3, {0xE2, 0x80, 0x8B}}, {9520, 14, 0, 3, {0xE2, 0x86, 0x90}},
    {9534, 8, 0, 3, {0xE2, 0x88, 0xB3}}, {9542, 6, 0, 3, {0xE2, 0x84, 0xB3}},
    {9548, 4, 1, 2, {0xC3, 0xA4}}, {9552, 8, 0, 3, {0xE2, 0xAA, 0x84}},
    {9560, 3, 1, 2, {0xC3, 0xB0}}, {9563, 9, 0, 3, {0xE2, 0x88, 0x96}},
    {9572, 18, 0, 3, {0xE2, 0x89, 0xBD}}, {9590, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x83}},
    {9594, 4, 0, 3, {0xE2, 0x8A, 0x85}}, {9598, 4, 0, 2, {0xCE, 0xB6}},
    {9602, 12, 0, 3, {0xE2, 0x89, 0xA2}}, {9614, 6, 0, 2, {0xC5, 0xA4}},
    {9620, 7, 0, 3, {0xE2, 0xA9, 0xB8}}, {9627, 7, 0, 3, {0xE2, 0xA9, 0x97}},
    {9634, 15, 0, 2, {0xCF, 0xB5}}, {9649, 6, 0, 3, {0xE2, 0x97, 0xAC}},
    {9655, 6, 0, 3, {0xE2, 0x89, 0x99}}, {9661, 4, 0, 3, {0xE2, 0xA4, 0xA9}},
    {9665, 11, 0, 3, {0xE2, 0x89, 0xB6}}, {9676, 5, 0, 2, {0xC4, 0x85}},
    {9681, 6, 0, 3, {0xE2, 0xAB, 0x93}}, {9687, 8, 0, 3, {0xE2, 0x89, 0x8C}},
    {9695, 3, 0, 2, {0xD0, 0x93}}, {9698, 5, 0, 2, {0xC5, 0xB4}},
    {9703, 9, 0, 3, {0xE2, 0x8A, 0x88}}, {9712, 4, 1, 2, {0xC3, 0x8B}},
    {9716, 5, 0, 2, {0xD0, 0x86}}, {9721, 6, 0, 3, {0xE2, 0x8B, 0xA9}},
    {9727, 4, 0, 2, {0xD0, 0x8C}}, {9731, 8, 0, 3, {0xE2, 0xA6, 0xAD}},
    {9739, 14, 0, 3, {0xE2, 0x86, 0xAC}}, {9753, 5, 0, 3, {0xE2, 0x8A, 0x8E}},
    {9758, 10, 0, 3, {0xE2, 0x87, 0x92}}, {9768, 7, 0, 3, {0xE2, 0xAB, 0x83}},
    {9775, 3, 0, 2, {0xD0, 0x98}}, {9778, 8, 0, 3, {0xE2, 0xA8, 0x84}},
    {9786, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x82}}, {9790, 2, 0, 3, {0xE2, 0xAA, 0xBC}},
    {9792, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x86}}, {9796, 6, 0, 3, {0xE2, 0xA5, 0x85}},
    {9802, 5, 0, 3, {0xE2, 0x80, 0x9C}}, {9807, 4, 0, 2, {0xCF, 0x85}},
    {9811, 4, 0, 3, {0xE2, 0xAA, 0x8A}}, {9815, 6, 0, 1, {0x2A}},
    {9821, 6, 0, 3, {0xE2, 0x8B, 0xA1}}, {9827, 18, 0, 5, {0xE2, 0xA7, 0x8F, 0xCC, 0xB8}},
    {9845, 7, 0, 3, {0xE2, 0x89, 0x89}}, {9852, 5, 0, 2, {0xC5, 0x9D}},
    {9857, 4, 0, 3, {0xE2, 0xAA, 0x9E}}, {9861, 3, 0, 2, {0xD0, 0x91}},
    {9864, 5, 0, 3, {0xE2, 0x96, 0x88}}, {9869, 6, 0, 2, {0xC4, 0x86}},
    {9875, 3, 0, 2, {0xCE, 0xA8}}, {9878, 4, 0, 3, {0xE2, 0xAA, 0x88}},
    {9882, 19, 0, 3, {0xE2, 0x80, 0x8B}}, {9901, 7, 0, 3, {0xE2, 0x87, 0x91}},
    {9908, 14, 0, 3, {0xE2, 0x86, 0x94}}, {9922, 4, 0, 4, {0x3C, 0xE2, 0x83, 0x92}},
    {9926, 4, 0, 2, {0xCB, 0x9B}}, {9930, 8, 0, 3, {0xE2, 0x8C, 0xAE}},
    {9938, 8, 0, 2, {0xCF, 0x91}}, {9946, 10, 0, 3, {0xE2, 0x88, 0x85}},
    {9956, 4, 0, 2, {0xCE, 0xB2}}, {9960, 4, 0, 3, {0xE2, 0x8B, 0x84}},
    {9964, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB1}}, {9967, 8, 0, 3, {0xE2, 0x89, 0x90}},
    {9975, 8, 0, 3, {0xE2, 0x8F, 0xA7}}, {9983, 9, 0, 3, {0xE2, 0x8A, 0x8A}},
    {9992, 11, 0, 3, {0xE2, 0x89, 0xBD}}, {10003, 5, 0, 2, {0xC4, 0xB4}},
    {10008, 2, 0, 3, {0xE2, 0x81, 0xA1}}, {10010, 15, 0, 3, {0xE2, 0x86, 0xBA}},
    {10025, 5, 0, 3, {0xE2, 0x87, 0x87}}, {10030, 3, 1, 2, {0xC2, 0xA5}},
    {10033, 2, 1, 1, {0x3C}}, {10035, 9, 0, 3, {0xE2, 0xA8, 0x82}},
    {10044, 6, 0, 3, {0xE2, 0x88, 0xAF}}, {10050, 5, 0, 3, {0xE2, 0x8A, 0xB4}},
    {10055, 6, 0, 3, {0xE2, 0xA4, 0x83}}, {10061, 5, 0, 3, {0xE2, 0x94, 0xB4}},
    {10066, 8, 0, 3, {0xE2, 0x88, 0x85}}, {10074, 5, 0, 2, {0xCE, 0xB4}},
    {10079, 16, 0, 5, {0xE2, 0xAA, 0xB0, 0xCC, 0xB8}}, {10095, 7, 0, 3, {0xE2, 0xA8, 0xB9}},
    {10102, 14, 0, 3, {0xE2, 0x86, 0x94}}, {10116, 18, 0, 3, {0xE2, 0x8A, 0xB5}},
    {10134, 6, 1, 2, {0xC3, 0x9A}}, {10140, 6, 0, 3, {0xE2, 0x86, 0xA9}},
    {10146, 4, 0, 1, {0x7D}}, {10150, 6, 0, 2, {0xC5, 0x9B}},
    {10156, 4, 0, 3, {0xE2, 0x8A, 0x87}}, {10160, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xAA}},
    {10164, 9, 0, 3, {0xE2, 0x8B, 0x8D}}, {10173, 7, 0, 3, {0xE2, 0xA9, 0xAD}},
    {10180, 4, 0, 1, {0x28}}, {10184, 5, 0, 3, {0xE2, 0x8A, 0x8F}},
    {10189, 16, 0, 3, {0xE2, 0xA5, 0x91}}, {10205, 11, 0, 3, {0xE2, 0x8A, 0x81}},
    {10216, 8, 0, 3, {0xE2, 0xA9, 0xBE}}, {10224, 14, 0, 3, {0xE2, 0x86, 0xBD}},
    {10238, 6, 0, 2, {0xC5, 0xA2}}, {10244, 7, 0, 3, {0xE2, 0x8B, 0x96}},
    {10251, 5, 0, 3, {0xE2, 0x89, 0x93}}, {10256, 5, 0, 2, {0xC2, 0xAF}},
    {10261, 5, 0, 3, {0xE2, 0x87, 0xBF}}, {10266, 15, 0, 3, {0xE2, 0x86, 0xBD}},
    {10281, 5, 0, 3, {0xE2, 0x88, 0x89}}, {10286, 4, 0, 3, {0xE2, 0x8A, 0x9B}},
    {10290, 7, 0, 3, {0xE2, 0x88, 0x8F}}, {10297, 8, 0, 3, {0xE2, 0xA6, 0xA9}},
    {10305, 5, 0, 3, {0xE2, 0x95, 0x99}}, {10310, 5, 1, 2, {0xC3, 0x8E}},
    {10315, 7, 0, 3, {0xE2, 0x89, 0xBF}}, {10322, 16, 0, 3, {0xE2, 0x8F, 0x9D}},
    {10338, 3, 0, 3, {0xE2, 0x88, 0xA0}}, {10341, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x80}},
    {10345, 7, 0, 6, {0xE2, 0x8A, 0xB5, 0xE2, 0x83, 0x92}}, {10352, 4, 0, 3, {0xE2, 0x80, 0x90}},
    {10356, 6, 0, 2, {0xC4, 0x9B}}, {10362, 4, 0, 2, {0xD1, 0x93}},
    {10366, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB8}}, {10370, 11, 0, 3, {0xE2, 0x8E, 0xB4}},
    {10381, 3, 0, 3, {0xE2, 0xAA, 0x95}}, {10384, 16, 0, 3, {0xE2, 0x8B, 0x9A}},
    {10400, 5, 0, 6, {0xE2, 0x88, 0xBC, 0xE2, 0x83, 0x92}}, {10405, 6, 0, 3, {0xE2, 0xA4, 0x9E}},
    {10411, 8, 0, 3, {0xE2, 0x8C, 0x9D}}, {10419, 4, 0, 2, {0xCE, 0x92}},
    {10423, 6, 1, 2, {0xC3, 0x8D}}, {10429, 12, 0, 3, {0xE2, 0x8C, 0x89}},
    {10441, 3, 0, 1, {0x09}}, {10444, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xB0}},
    {10448, 5, 0, 3, {0xE2, 0x8B, 0x8E}}, {10453, 5, 0, 3, {0xE2, 0x86, 0x9A}},
    {10458, 6, 1, 2, {0xC3, 0x89}}, {10464, 6, 0, 3, {0xE2, 0x88, 0xB8}},
    {10470, 15, 0, 3, {0xE2, 0x87, 0x90}}, {10485, 2, 0, 3, {0xE2, 0x89, 0xB7}},
    {10487, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x88}}, {10490, 6, 0, 3, {0xE2, 0x8E, 0xB0}},
    {10496, 4, 0, 3, {0xE2, 0x9C, 0xB6}}, {10500, 6, 0, 3, {0xE2, 0x8C, 0xA3}},
    {10506, 6, 0, 3, {0xE2, 0x8C, 0xB6}}, {10512, 19, 0, 3, {0xE2, 0x87, 0x84}},
    {10531, 8, 0, 3, {0xE2, 0x8A, 0x90}}, {10539, 4, 0, 3, {0xE2, 0x89, 0x91}},
    {10543, 7, 0, 3, {0xE2, 0x89, 0xB6}}, {10550, 17, 0, 3, {0xE2, 0xA9, 0xBE}},
    {10567, 13, 0, 3, {0xE2, 0x84, 0x8C}}, {10580, 7, 0, 3, {0xE2, 0xA4, 0xA0}},
    {10587, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x82}}, {10591, 6, 0, 2, {0xC5, 0x97}},
    {10597, 6, 0, 3, {0xE2, 0xAA, 0xBD}}, {10603, 16, 0, 3, {0xE2, 0x8B, 0x9B}},
    {10619, 4, 0, 4, {0x3E, 0xE2, 0x83, 0x92}}, {10623, 6, 0, 2, {0xC5, 0xA3}},
    {10629, 14, 0, 2, {0xCB, 0x99}}, {10643, 5, 0, 3, {0xE2, 0xA5, 0xB1}},
    {10648, 5, 0, 3, {0xE2, 0x94, 0x98}}, {10653, 5, 0, 2, {0xC5, 0xAE}},
    {10658, 4, 0, 2, {0xCF, 0x95}}, {10662, 2, 1, 1, {0x3E}},
    {10664, 5, 0, 3, {0xE2, 0x84, 0xB7}}, {10669, 16, 0, 3, {0xE2, 0x8A, 0xB3}},
    {10685, 5, 0, 2, {0xC4, 0xAA}}, {10690, 6, 0, 3, {0xE2, 0x8C, 0x9F}},
    {10696, 5, 0, 3, {0xE2, 0x87, 0x83}}, {10701, 3, 0, 3, {0xE2, 0x86, 0xB0}},
    {10704, 6, 0, 2, {0xC5, 0x96}}, {10710, 6, 0, 3, {0xE2, 0x89, 0x80}},
    {10716, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xA6}}, {10720, 4, 0, 3, {0xE2, 0xA9, 0xB3}},
    {10724, 5, 0, 3, {0xE2, 0x80, 0x98}}, {10729, 6, 0, 3, {0xE2, 0x89, 0x94}},
    {10735, 12, 0, 3, {0xE2, 0x89, 0x93}}, {10747, 4, 0, 2, {0xCE, 0xB9}},
    {10751, 7, 0, 3, {0xE2, 0xA8, 0xA4}}, {10758, 6, 0, 2, {0xC4, 0xA9}},
    {10764, 17, 0, 3, {0xE2, 0x80, 0x8B}}, {10781, 5, 0, 3, {0xE2, 0xA9, 0xB2}},
    {10786, 5, 0, 3, {0xE2, 0x8A, 0x94}}, {10791, 4, 0, 6, {0xE2, 0x89, 0xA9, 0xEF, 0xB8, 0x80}},
    {10795, 3, 0, 3, {0xE2, 0x89, 0x89}}, {10798, 5, 0, 3, {0xE2, 0x86, 0x90}},
    {10803, 9, 0, 3, {0xE2, 0x84, 0xB3}}, {10812, 6, 0, 3, {0xE2, 0xAA, 0xBE}},
    {10818, 4, 0, 3, {0xE2, 0x84, 0x9A}}, {10822, 6, 0, 3, {0xE2, 0xA7, 0x89}},
    {10828, 7, 0, 3, {0xE2, 0x88, 0x84}}, {10835, 6, 0, 3, {0xE2, 0xAB, 0xB3}},
    {10841, 2, 1, 1, {0x3C}}, {10843, 6, 0, 3, {0xE2, 0x96, 0xA1}},
    {10849, 5, 0, 3, {0xE2, 0x95, 0xA9}}, {10854, 6, 0, 3, {0xE2, 0x8B, 0xAD}},
    {10860, 6, 0, 2, {0xC5, 0x9F}}, {10866, 10, 0, 3, {0xE2, 0x89, 0x82}},
    {10876, 4, 0, 3, {0xE2, 0x84, 0xB3}}, {10880, 3, 0, 3, {0xE2, 0xA7, 0x81}},
    {10883, 5, 0, 3, {0xE2, 0x89, 0xBE}}, {10888, 6, 0, 2, {0xC4, 0xA8}},
    {10894, 6, 1, 2, {0xC3, 0x9D}}, {10900, 6, 0, 2, {0xC4, 0xB1}},
    {10906, 3, 0, 6, {0xE2, 0x89, 0xAB, 0xE2, 0x83, 0x92}}, {10909, 9, 0, 3, {0xE2, 0x80, 0xB5}},
    {10918, 6, 0, 3, {0xE2, 0x89, 0x97}}, {10924, 5, 0, 3, {0xE2, 0x8A, 0xA8}},
    {10929, 9, 0, 3, {0xE2, 0x86, 0x93}}, {10938, 11, 0, 3, {0xE2, 0x86, 0x9B}},
    {10949, 6, 0, 3, {0xE2, 0x86, 0xAC}}, {10955, 5, 0, 3, {0xE2, 0x8B, 0xB9}},
    {10960, 10, 0, 3, {0xE2, 0x8A, 0x91}}, {10970, 4, 0, 3, {0xE2, 0x89, 0xBB}},
    {10974, 5, 0, 3, {0xE2, 0x99, 0xA6}}, {10979, 4, 0, 3, {0xE2, 0x84, 0xA4}},
    {10983, 6, 0, 3, {0xE2, 0x80, 0x85}}, {10989, 6, 0, 2, {0xCF, 0x91}},
    {10995, 6, 0, 3, {0xE2, 0x85, 0x9E}}, {11001, 9, 0, 5, {0xE2, 0xA9, 0xBE, 0xCC, 0xB8}},
    {11010, 5, 0, 3, {0xE2, 0x98, 0x8E}}, {11015, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xBE}},
    {11019, 5, 0, 3, {0xE2, 0x8A, 0xA2}}, {11024, 3, 0, 3, {0xE2, 0xA9, 0x93}},
    {11027, 11, 0, 3, {0xE2, 0x8A, 0x80}}, {11038, 5, 0, 3, {0xE2, 0x80, 0x94}},
    {11043, 13, 0, 3, {0xE2, 0x86, 0xBF}}, {11056, 6, 0, 2, {0xD1, 0x98}},
    {11062, 6, 0, 2, {0xC5, 0xBD}}, {11068, 5, 0, 3, {0xE2, 0x99, 0xAE}},
    {11073, 8, 0, 3, {0xE2, 0x84, 0x91}}, {11081, 5, 0, 3, {0xE2, 0x89, 0xA8}},
    {11086, 6, 0, 3, {0xE2, 0x8B, 0x8B}}, {11092, 5, 0, 2, {0xC4, 0x98}},
    {11097, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x98}}, {11101, 6, 0, 2, {0xC5, 0x98}},
    {11107, 4, 0, 3, {0xE2, 0xA7, 0x84}}, {11111, 6, 0, 3, {0xE2, 0x88, 0x80}},
    {11117, 5, 0, 2, {0xCB, 0x98}}, {11122, 8, 0, 3, {0xE2, 0xA4, 0x91}},
    {11130, 7, 0, 3, {0xE2, 0x84, 0xB4}}, {11137, 16, 0, 3, {0xE2, 0x87, 0xB5}},
    {11153, 5, 0, 2, {0xC4, 0x89}}, {11158, 6, 0, 3, {0xE2, 0x85, 0x98}},
    {11164, 3, 0, 3, {0xE2, 0xAA, 0x86}}, {11167, 6, 0, 3, {0xE2, 0x8B, 0xA0}},
    {11173, 4, 0, 5, {0xE2, 0xAA, 0xAF, 0xCC, 0xB8}}, {11177, 8, 0, 3, {0xE2, 0xA8, 0xB6}},
    {11185, 5, 0, 3, {0xE2, 0x8A, 0xB3}}, {11190, 14, 0, 3, {0xE2, 0x88, 0xA6}},
    {11204, 5, 0, 3, {0xE2, 0xA6, 0xBE}}, {11209, 3, 0, 3, {0xE2, 0x8A, 0xA5}},
    {11212, 10, 0, 3, {0xE2, 0x88, 0x81}}, {11222, 6, 0, 3, {0xE2, 0x8B, 0x87}},
    {11228, 13, 0, 3, {0xE2, 0x89, 0xA6}}, {11241, 9, 0, 3, {0xE2, 0x88, 0xB4}},
    {11250, 5, 0, 3, {0xE2, 0x89, 0xAE}}, {11255, 5, 0, 3, {0xE2, 0xA6, 0xB5}},
    {11260, 4, 0, 2, {0xD1, 0x92}}, {11264, 5, 0, 1, {0x3A}},
    {11269, 6, 0, 3, {0xEF, 0xAC, 0x83}}, {11275, 4, 1, 2, {0xC3, 0x8F}},
    {11279, 6, 0, 3, {0xE2, 0xA8, 0x8C}}, {11285, 6, 0, 3, {0xE2, 0xA9, 0x80}},
    {11291, 11, 0, 3, {0xE2, 0x86, 0x95}}, {11302, 5, 0, 3, {0xE2, 0x9C, 0x97}},
    {11307, 3, 0, 3, {0xE2, 0x88, 0x8B}}, {11310, 10, 0, 3, {0xE2, 0x86, 0x92}},
    {11320, 4, 1, 1, {0x22}}, {11324, 6, 0, 3, {0xE2, 0xA4, 0x96}},
    {11330, 4, 0, 6, {0xE2, 0x89, 0xA4, 0xE2, 0x83, 0x92}}, {11334, 15, 0, 3, {0xE2, 0x87, 0x93}},
    {11349, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xAA}}, {11353, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xA2}},
    {11357, 13, 0, 3, {0xE2, 0x8B, 0xAA}}, {11370, 4, 0, 3, {0xE2, 0xAA, 0xA7}},
    {11374, 9, 0, 3, {0xE2, 0x89, 0xB2}}, {11383, 6, 0, 3, {0xE2, 0x85, 0x9A}},
    {11389, 6, 0, 3, {0xE2, 0xA8, 0xAD}}, {11395, 11, 0, 3, {0xE2, 0xAA, 0xBA}},
    {11406, 3, 0, 3, {0xE2, 0x8B, 0x9B}}, {11409, 7, 0, 3, {0xE2, 0x89, 0xAE}},
    {11416, 6, 0, 2, {0xC5, 0x86}}, {11422, 7, 0, 2, {0xCE, 0x9F}},
    {11429, 5, 0, 3, {0xE2, 0x94, 0xAC}}, {11434, 5, 0, 3, {0xE2, 0x8B, 0xAA}},
    {11439, 6, 0, 3, {0xE2, 0xA4, 0x9C}}, {11445, 6, 0, 2, {0xC5, 0xA0}},
    {11451, 2, 1, 1, {0x3E}}, {11453, 5, 0, 5, {0xE2, 0x89, 0x90, 0xCC, 0xB8}},
    {11458, 20, 0, 3, {0xE2, 0x8B, 0xA2}}, {11478, 5, 0, 2, {0xCE, 0xB3}},
    {11483, 5, 0, 3, {0xE2, 0xA4, 0x8E}}, {11488, 3, 0, 3, {0xE2, 0x8B, 0x91}},
    {11491, 4, 0, 3, {0xE2, 0x9C, 0xA0}}, {11495, 3, 0, 3, {0xE2, 0xA7, 0x80}},
    {11498, 5, 0, 3, {0xE2, 0xA6, 0xA5}}, {11503, 5, 0, 3, {0xE2, 0x84, 0xB5}},
    {11508, 5, 0, 3, {0xE2, 0x95, 0xA1}}, {11513, 5, 0, 3, {0xE2, 0x9D, 0xB2}},
    {11518, 7, 0, 3, {0xE2, 0x99, 0xAE}}, {11525, 11, 0, 2, {0xCF, 0x95}},
    {11536, 6, 0, 1, {0x7C}}, {11542, 4, 0, 4, {0xF0, 0x9D, 0x93, 0x8C}},
    {11546, 6, 0, 3, {0xE2, 0x88, 0x83}}, {11552, 6, 0, 2, {0xC5, 0x88}},
    {11558, 5, 0, 3, {0xE2, 0xAB, 0x92}}, {11563, 8, 0, 3, {0xE2, 0x84, 0xA4}},
    {11571, 4, 0, 2, {0xD0, 0xA7}}, {11575, 5, 0, 3, {0xE2, 0x80, 0x99}},
    {11580, 7, 0, 3, {0xE2, 0x8B, 0x84}}, {11587, 5, 0, 3, {0xEF, 0xAC, 0x82}},
    {11592, 5, 0, 3, {0xE2, 0x8B, 0x96}}, {11597, 14, 0, 3, {0xE2, 0x8A, 0x90}},
    {11611, 16, 0, 3, {0xE2, 0x86, 0xBB}}, {11627, 4, 0, 4, {0xF0, 0x9D, 0x92, 0x9C}},
    {11631, 15, 0, 3, {0xE2, 0x87, 0x82}}, {11646, 4, 0, 3, {0xE2, 0x89, 0xB8}},
    {11650, 7, 0, 2, {0xC2, 0xB8}}, {11657, 6, 0, 3, {0xE2, 0x85, 0x94}},
    {11663, 5, 1, 2, {0xC2, 0xBB}}, {11668, 6, 0, 2, {0xC5, 0xAD}},
    {11674, 11, 0, 3, {0xE2, 0x87, 0x8C}}, {11685, 10, 0, 3, {0xE2, 0x84, 0xB1}},
    {11695, 6, 0, 2, {0xD0, 0xA9}}, {11701, 3, 0, 4, {0xF0, 0x9D, 0x94, 0x96}},
    {11704, 3, 0, 3, {0xE2, 0x8A, 0xA4}}, {11707, 7, 0, 3, {0xE2, 0x84, 0xAD}},
    {11714, 6, 0, 3, {0xE2, 0x89, 0x8D}}, {11720, 11, 0, 3, {0xE2, 0x8C, 0x88}},
    {11731, 4, 0, 3, {0xE2, 0x9F, 0xAB}}, {11735, 5, 0, 3, {0xE2, 0x89, 0x8C}},
    {11740, 7, 0, 3, {0xE2, 0x86, 0x97}}, {11747, 6, 0, 3, {0xE2, 0xA9, 0x84}},
    {11753, 6, 0, 2, {0xC5, 0x94}}, {11759, 9, 0, 3, {0xE2, 0x8A, 0x89}},
    {11768, 5, 1, 2, {0xC3, 0x82}}, {11773, 19, 0, 5, {0xE2, 0xA7, 0x90, 0xCC, 0xB8}},
    {11792, 7, 0, 3, {0xE2, 0xA6, 0xB2}}, {11799, 6, 0, 2, {0xD1, 0x89}},
    {11805, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA6}}, {11809, 11, 0, 3, {0xE2, 0x81, 0x9F}},
    {11820, 17, 0, 3, {0xE2, 0x8A, 0x91}}, {11837, 7, 0, 3, {0xE2, 0x89, 0x8D}},
    {11844, 4, 0, 3, {0xE2, 0x89, 0xB0}}, {11848, 5, 0, 3, {0xE2, 0x89, 0x92}},
    {11853, 3, 0, 2, {0xCF, 0x84}}, {11856, 5, 0, 2, {0xD0, 0x8B}},
    {11861, 6, 1, 2, {0xC3, 0xA1}}, {11867, 13, 0, 3, {0xE2, 0x89, 0x92}},
    {11880, 4, 0, 4, {0xF0, 0x9D, 0x92, 0xBE}}, {11884, 7, 0, 3, {0xE2, 0x89, 0x9F}},
    {11891, 4, 0, 3, {0xE2, 0x9F, 0xA9}}, {11895, 5, 0, 2, {0xC4, 0x92}},
    {11900, 4, 0, 3, {0xE2, 0x80, 0x96}}, {11904, 20, 0, 3, {0xE2, 0x80, 0x9C}},
    {11924, 4, 0, 3, {0xE2, 0x88, 0x82}}, {11928, 12, 0, 3, {0xE2, 0x86, 0xBF}},
    {11940, 4, 0, 2, {0xC6, 0x92}}, {11944, 5, 0, 2, {0xCE, 0xBA}},
    {11949, 5, 0, 3, {0xE2, 0x8B, 0xA7}}, {11954, 16, 0, 2, {0xC2, 0xA0}},
    {11970, 4, 0, 2, {0xD0, 0x95}}, {11974, 3, 0, 2, {0xCE, 0xA1}},
    {11977, 15, 0, 3, {0xE2, 0x86, 0x9D}}, {11992, 7, 0, 3, {0xE2, 0x88, 0xB0}},
    {11999, 24, 0, 3, {0xE2, 0x9F, 0xBA}}, {12023, 4, 1, 2, {0xC2, 0xAA}},
    {12027, 5, 0, 3, {0xE2, 0x8C, 0xA2}}, {12032, 7, 0, 3, {0xE2, 0x89, 0xBE}},
    {12039, 13, 0, 3, {0xE2, 0x85, 0x86}}, {12052, 6, 0, 2, {0xC4, 0x9A}},
    {12058, 4, 0, 4, {0xF0, 0x9D, 0x94, 0xBD}}, {12062, 4, 0, 3, {0xE2, 0x80, 0xA5}},
    {12066, 3, 0, 3, {0xE2, 0x8A, 0x83}}, {12069, 5, 0, 3, {0xE2, 0x95, 0xAA}},
    {12074, 11, 0, 3, {0xE2, 0x8A, 0x86}}, {12085, 4, 0, 3, {0xE2, 0xA9, 0x9A}},
    {12089, 6, 0, 3, {0xE2, 0x85, 0x9C}}, {12095, 6, 0, 1, {0x5F}},
    {12101, 5, 0, 3, {0xE2, 0xAB, 0x8C}}, {12106, 5, 0, 2, {0xC5, 0xAA}},
    {12111, 10, 0, 3, {0xE2, 0x84, 0xAC}}, {12121, 8, 0, 3, {0xE2, 0x8B, 0x80}},
    {12129, 16, 0, 3, {0xE2, 0x87, 0x92}}, {12145, 4, 0, 2, {0xD0, 0x96}},
    {12149, 5, 0, 3, {0xE2, 0x89, 0xA1}}, {12154, 6, 0, 3, {0xE2, 0x84, 0x8B}},
    {12160, 2, 0, 3, {0xE2, 0x84, 0x98}}, {12162, 10, 0, 3, {0xE2, 0x88, 0x89}},
    {12172, 6, 0, 3, {0xE2, 0x80, 0xA2}}, {12178, 4, 0, 3, {0xE2, 0x86, 0xA0}},
    {12182, 5, 0, 3, {0xE2, 0x95, 0x95}}, {12187, 5, 1, 2, {0xC2, 0xB8}},
    {12192, 4, 1, 2, {0xC3, 0xBC}}, {12196, 11, 0, 3, {0xE2, 0x99, 0xA6}},
    {12207, 5, 0, 3, {0xE2, 0x8C, 0x89}}, {12212, 8, 0, 3, {0xE2, 0x89, 0xA0}},
    {12220, 6, 0, 1, {0x7B}}, {12226, 9, 0, 3, {0xE2, 0x87, 0x90}},
    {12235, 8, 0, 3, {0xE2, 0x8A, 0x9F}}, {12243, 6, 0, 2, {0xCF, 0x9D}},
    {12249, 2, 0, 3, {0xE2, 0x89, 0xA4}}, {12251, 6, 0, 1, {0x5D}},
    {12257, 5, 1, 2, {0xC3, 0xBB}}, {12262, 14, 0, 3, {0xE2, 0x86, 0xBE}},
    {12276, 5, 0, 3, {0xE2, 0x95, 0xA6}}, {12281, 6, 0, 3, {0xE2, 0x80, 0x9A}},
    {12287, 3, 0, 5, {0xE2, 0x8B, 0x99, 0xCC, 0xB8}}, {12290, 3, 0, 3, {0xE2, 0xAB, 0xAC}},
    {12293, 4, 0, 3, {0xE2, 0x84, 0x9D}}, {12297, 6, 0, 3, {0xE2, 0xA5, 0xBC}},
    {12303, 5, 0, 2, {0xC5, 0x89}}, {12308, 20, 0, 5, {0xE2, 0xA9, 0xBE, 0xCC, 0xB8}},
    {12328, 4, 0, 3, {0xE2, 0xAA, 0xA6}}, {12332, 4, 0, 3, {0xE2, 0x8B, 0x83}},
    {12336, 5, 0, 3, {0xE2, 0x89, 0x83}}, {12341, 4, 0, 2, {0xD0, 0x89}},
    {12345, 4, 0, 3, {0xE2, 0x84, 0xB6}}, {12349, 6, 0, 1, {0x40}},
    {12355, 5, 0, 3, {0xE2, 0x8B, 0xA6}}, {12360, 6, 0, 3, {0xE2, 0x8A, 0x96}},
    {12366, 3, 0, 2, {0xCF, 0x81}}, {12369, 5, 0, 3, {0xE2, 0x94, 0x9C}},
    {12374, 5, 0, 1, {0x2C}}, {12379, 6, 0, 6, {0xE2, 0x8A, 0x93, 0xEF, 0xB8, 0x80}},
    {12385, 6, 0, 3, {0xE2, 0xA8, 0x82}}, {12391, 8, 0, 3, {0xE2, 0x88, 0xB8}},
    {12399, 9, 0, 3, {0xE2, 0x88, 0xB4}}, {12408, 14, 0, 3, {0xE2, 0xA9, 0xBD}},
    {12422, 18, 0, 3, {0xE2, 0xA5, 0x9D}}, {12440, 7, 0, 3, {0xE2, 0x8B, 0xBE}},
    {12447, 10, 0, 3, {0xE2, 0xAB, 0x8B}}, {12457, 4, 0, 3, {0xE2, 0x8A, 0xB7}},
    {12461, 5, 1, 2, {0xC3, 0x8A}}, {12466, 5, 0, 2, {0xC5, 0xB2}},
    {12471, 5, 0, 3, {0xE2, 0x89, 0xB5}}, {12476, 6, 0, 3, {0xE2, 0xA4, 0xA7}},
    {12482, 7, 0, 2, {0xCF, 0x9D}}, {12489, 6, 1, 2, {0xC2, 0xBE}},
    {12495, 5, 1, 2, {0xC3, 0xAE}}, {12500, 3, 0, 3, {0xE2, 0x97, 0x8B}},
    {12503, 11, 0, 3, {0xE2, 0x8A, 0x9A}}, {12514, 5, 0, 3, {0xE2, 0x8A, 0xBF}},
    {12519, 6, 0, 3, {0xE2, 0xA4, 0xA6}}, {12525, 16, 0, 2, {0xCB, 0x9C}},
    {12541, 4, 0, 3, {0xE2, 0x94, 0x80}}, {12545, 6, 0, 3, {0xE2, 0xAB, 0x96}},
    {12551, 10, 0, 3, {0xE2, 0x86, 0xA7}}, {12561, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA0}},
    {12565, 7, 0, 3, {0xE2, 0xA6, 0xBB}}, {12572, 4, 0, 3, {0xE2, 0x8E, 0xB5}},
    {12576, 8, 0, 3, {0xE2, 0xA9, 0x98}}, {12584, 9, 0, 3, {0xE2, 0x8A, 0xA1}},
    {12593, 10, 0, 3, {0xE2, 0x89, 0x88}}, {12603, 5, 0, 3, {0xE2, 0x95, 0x9F}},
    {12608, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xB4}}, {12611, 6, 0, 3, {0xE2, 0xA6, 0x96}},
    {12617, 13, 0, 3, {0xE2, 0xAB, 0xA4}}, {12630, 2, 0, 2, {0xCE, 0x9D}},
    {12632, 6, 1, 2, {0xC2, 0xB7}}, {12638, 7, 0, 3, {0xE2, 0x86, 0x98}},
    {12645, 3, 0, 2, {0xC5, 0x8A}}, {12648, 13, 0, 3, {0xE2, 0x88, 0xA5}},
    {12661, 6, 0, 2, {0xD0, 0x88}}, {12667, 5, 0, 3, {0xE2, 0x80, 0x93}},
    {12672, 3, 0, 2, {0xCE, 0xA7}}, {12675, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xA9}},
    {12679, 5, 0, 3, {0xE2, 0x88, 0x8C}}, {12684, 5, 0, 3, {0xE2, 0x80, 0xB2}},
    {12689, 5, 0, 3, {0xE2, 0x86, 0xBC}}, {12694, 6, 1, 2, {0xC3, 0x95}},
    {12700, 5, 0, 3, {0xE2, 0xA6, 0xB9}}, {12705, 5, 0, 2, {0xCF, 0x92}},
    {12710, 2, 0, 3, {0xE2, 0x89, 0xAB}}, {12712, 8, 0, 3, {0xE2, 0x93, 0x88}},
    {12720, 19, 0, 3, {0xE2, 0x8A, 0x92}}, {12739, 6, 0, 3, {0xE2, 0x88, 0xB4}},
    {12745, 5, 0, 3, {0xE2, 0xA5, 0xAE}}, {12750, 6, 0, 2, {0xC5, 0x9E}},
    {12756, 4, 0, 3, {0xE2, 0x86, 0x93}}, {12760, 4, 0, 3, {0xE2, 0x87, 0x90}},
    {12764, 7, 0, 6, {0xE2, 0x8A, 0xB4, 0xE2, 0x83, 0x92}}, {12771, 6, 0, 3, {0xE2, 0xAA, 0xB0}},
    {12777, 6, 0, 3, {0xE2, 0x8C, 0x9C}}, {12783, 6, 1, 2, {0xC2, 0xBD}},
    {12789, 2, 0, 2, {0xCE, 0x9C}}, {12791, 4, 1, 2, {0xC2, 0xA7}},
    {12795, 7, 0, 3, {0xE2, 0xA6, 0x8D}}, {12802, 4, 0, 2, {0xD0, 0x82}},
    {12806, 5, 0, 3, {0xE2, 0x95, 0x96}}, {12811, 6, 0, 3, {0xE2, 0x88, 0x90}},
    {12817, 2, 0, 3, {0xE2, 0x85, 0x88}}, {12819, 13, 0, 3, {0xE2, 0x89, 0x84}},
    {12832, 4, 0, 3, {0xE2, 0xAA, 0x89}}, {12836, 7, 0, 3, {0xE2, 0x88, 0x89}},
    {12843, 21, 0, 3, {0xE2, 0x8B, 0xA0}}, {12864, 6, 0, 3, {0xE2, 0x84, 0x97}},
    {12870, 6, 0, 3, {0xE2, 0x86, 0xAA}}, {12876, 14, 0, 3, {0xE2, 0x9F, 0xB9}},
    {12890, 6, 0, 3, {0xE2, 0xA5, 0xB8}}, {12896, 8, 0, 3, {0xE2, 0xA8, 0xBA}},
    {12904, 18, 0, 3, {0xE2, 0x9F, 0xB7}}, {12922, 4, 0, 5, {0xE2, 0x89, 0xAA, 0xCC, 0xB8}},
    {12926, 15, 0, 3, {0xE2, 0xA5, 0xA0}}, {12941, 11, 0, 3, {0xE2, 0x86, 0x95}},
    {12952, 6, 0, 2, {0xC4, 0x87}}, {12958, 8, 0, 3, {0xE2, 0xA7, 0xA5}},
    {12966, 4, 0, 3, {0xE2, 0xAA, 0xB7}}, {12970, 4, 0, 3, {0xE2, 0x89, 0xBA}},
    {12974, 6, 0, 2, {0xCE, 0x9B}}, {12980, 8, 0, 3, {0xE2, 0xA6, 0xAC}},
    {12988, 5, 0, 2, {0xCB, 0x98}}, {12993, 3, 0, 3, {0xE2, 0xAA, 0xB4}},
    {12996, 4, 1, 2, {0xC2, 0xA0}}, {13000, 3, 0, 2, {0xCE, 0x97}},
    {13003, 2, 0, 2, {0xCE, 0xBC}}, {13005, 6, 0, 3, {0xE2, 0x8A, 0xAE}},
    {13011, 6, 0, 3, {0xE2, 0x84, 0x99}}, {13017, 8, 0, 2, {0xCF, 0x82}},
    {13025, 6, 0, 2, {0xC4, 0xBD}}, {13031, 4, 0, 3, {0xE2, 0x88, 0x9A}},
    {13035, 5, 0, 3, {0xE2, 0x96, 0x92}}, {13040, 8, 0, 3, {0xE2, 0x96, 0xB5}},
    {13048, 6, 0, 6, {0xE2, 0x8A, 0x8A, 0xEF, 0xB8, 0x80}}, {13054, 3, 0, 2, {0xCF, 0x87}},
    {13057, 4, 0, 3, {0xE2, 0x86, 0xA1}}, {13061, 22, 0, 2, {0xCB, 0x9D}},
    {13083, 7, 0, 3, {0xE2, 0x84, 0x9B}}, {13090, 6, 0, 2, {0xC4, 0x9E}},
    {13096, 3, 0, 3, {0xE2, 0x89, 0xA5}}, {13099, 5, 0, 2, {0xC5, 0x93}},
    {13104, 4, 0, 3, {0xE2, 0xA6, 0xB6}}, {13108, 24, 0, 3, {0xE2, 0x88, 0xB2}},
    {13132, 7, 0, 6, {0xE2, 0x8A, 0x83, 0xE2, 0x83, 0x92}}, {13139, 7, 0, 3, {0xE2, 0x84, 0x8E}},
    {13146, 5, 0, 2, {0xCB, 0x9C}}, {13151, 6, 0, 3, {0xE2, 0x8A, 0xAF}},
    {13157, 16, 0, 3, {0xE2, 0x89, 0xA7}}, {13173, 6, 0, 3, {0xE2, 0xAA, 0x80}},
    {13179, 8, 0, 3, {0xE2, 0xA8, 0x97}}, {13187, 5, 0, 5, {0xE2, 0x89, 0xA7, 0xCC, 0xB8}},
    {13192, 9, 0, 3, {0xE2, 0x8A, 0x8B}}, {13201, 5, 0, 2, {0xC5, 0xAF}},
    {13206, 8, 0, 3, {0xE2, 0xAA, 0x8A}}, {13214, 5, 0, 3, {0xE2, 0xAA, 0x90}},
    {13219, 7, 0, 3, {0xE2, 0xA5, 0xA7}}, {13226, 4, 0, 3, {0xE2, 0x87, 0x93}},
    {13230, 2, 0, 3, {0xE2, 0x93, 0x88}}, {13232, 4, 0, 3, {0xE2, 0x86, 0x90}},
    {13236, 7, 0, 3, {0xE2, 0xAB, 0x84}}, {13243, 12, 0, 3, {0xE2, 0x89, 0xB4}},
    {13255, 6, 0, 3, {0xE2, 0x86, 0xB6}}, {13261, 6, 0, 3, {0xE2, 0x85, 0x99}},
    {13267, 16, 0, 1, {0x60}}, {13283, 5, 0, 3, {0xE2, 0xA9, 0xB5}},
    {13288, 7, 0, 3, {0xE2, 0x86, 0x91}}, {13295, 2, 0, 3, {0xE2, 0xAA, 0x99}},
    {13297, 5, 0, 3, {0xE2, 0x88, 0xBA}}, {13302, 6, 0, 3, {0xE2, 0x8A, 0xA7}},
    {13308, 8, 0, 3, {0xE2, 0x88, 0x96}}, {13316, 4, 0, 3, {0xE2, 0x8B, 0x95}},
    {13320, 10, 0, 3, {0xE2, 0x8E, 0xB1}}, {13330, 5, 0, 3, {0xE2, 0xAB, 0xAE}},
    {13335, 3, 0, 3, {0xE2, 0xAA, 0xAA}}, {13338, 8, 0, 3, {0xE2, 0xAA, 0x83}},
    {13346, 5, 0, 3, {0xE2, 0x89, 0x86}}, {13351, 3, 0, 1, {0x5E}},
    {13354, 6, 0, 3, {0xE2, 0x84, 0xAC}}, {13360, 6, 0, 2, {0xC4, 0xB7}},
    {13366, 13, 0, 3, {0xE2, 0x86, 0xAB}}, {13379, 3, 0, 3, {0xE2, 0xAA, 0xAF}},
    {13382, 11, 0, 2, {0xCF, 0xB6}}, {13393, 5, 0, 3, {0xE2, 0x9F, 0xA6}},
    {13398, 5, 0, 2, {0xC5, 0xB7}}, {13403, 4, 0, 2, {0xC4, 0x8A}},
    {13407, 6, 0, 3, {0xE2, 0xA5, 0xBF}}, {13413, 5, 0, 3, {0xEF, 0xAC, 0x80}},
    {13418, 9, 0, 3, {0xE2, 0x8B, 0x9A}}, {13427, 7, 0, 3, {0xE2, 0xA6, 0xB1}},
    {13434, 8, 0, 3, {0xE2, 0x8A, 0xBA}}, {13442, 6, 0, 3, {0xE2, 0x88, 0xA2}},
    {13448, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x94}}, {13452, 20, 0, 3, {0xE2, 0x88, 0xA6}},
    {13472, 4, 0, 4, {0xF0, 0x9D, 0x95, 0x99}}, {13476, 6, 1, 2, {0xC3, 0xAD}},
    {13482, 5, 0, 3, {0xE2, 0xA8, 0xBC}}, {13487, 8, 0, 3, {0xE2, 0xA9, 0xBD}},
    {13495, 4, 0, 3, {0xE2, 0x8A, 0x99}}, {13499, 9, 0, 3, {0xE2, 0x84, 0x9A}},
    {13508, 4, 0, 3, {0xE2, 0x96, 0xB5}}, {13512, 4, 0, 3, {0xE2, 0x89, 0x96}},
    {13516, 8, 0, 3, {0xE2, 0xA4, 0xA5}}, {13524, 8, 0, 3, {0xE2, 0x8C, 0x9F}},
    {13532, 5, 0, 2, {0xCF, 0xB5}}, {13537, 6, 0, 3, {0xE2, 0x8A, 0xB6}},
    {13543, 4, 0, 1, {0x2B}}, {13547, 7, 0, 3, {0xE2, 0xAB, 0x97}},
    {13554, 5, 1, 2, {0xC3, 0x9F}}, {13559, 13, 0, 3, {0xE2, 0x87, 0xA5}},
    {13572, 14, 0, 3, {0xE2, 0x8A, 0xB4}}, {13586, 9, 0, 3, {0xE2, 0x89, 0x9C}},
    {13595, 14, 0, 3, {0xE2, 0x80, 0x98}}, {13609, 5, 0, 3, {0xE2, 0x87, 0xBD}},
    {13614, 6, 0, 3, {0xE2, 0x88, 0x98}}, {13620, 13, 0, 3, {0xE2, 0x86, 0xA9}},
    {13633, 6, 0, 2, {0xC5, 0x80}}, {13639, 8, 0, 3, {0xE2, 0x8A, 0xA2}},
    {13647, 8, 0, 3, {0xE2, 0xA6, 0xA8}}, {13655, 7, 0, 3, {0xE2, 0xA8, 0xA2}},
    {13662, 7, 0, 3, {0xE2, 0x81, 0xA0}}, {13669, 31, 0, 3, {0xE2, 0x88, 0xB3}},
    {13700, 4, 0, 2, {0xC2, 0xBD}}, {13704, 7, 0, 2, {0xCF, 0x85}},
    {13711, 7, 0, 3, {0xE2, 0x88, 0x94}}, {13718, 7, 0, 3, {0xE2, 0xAA, 0x81}},
    {13725, 18, 0, 3, {0xE2, 0x80, 0x8B}}, {13743, 4, 0, 2, {0xCE, 0xB5}},
    {13747, 16, 0, 2, {0xC2, 0xB4}}, {13763, 3, 0, 3, {0xE2, 0xA9, 0xB0}},
    {13766, 7, 0, 3, {0xE2, 0xA6, 0xA6}}, {13773, 6, 0, 3, {0xE2, 0xA4, 0xA4}},
    {13779, 15, 0, 3, {0xE2, 0xA5, 0x98}}, {13794, 5, 0, 3, {0xE2, 0xAB, 0xA4}},
    {13799, 5, 0, 3, {0xE2, 0x80, 0x9E}}, {13804, 6, 0, 3, {0xE2, 0x8A, 0xBB}},
    {13810, 15, 0, 3, {0xE2, 0x8B, 0xAC}}, {13825, 13, 0, 3, {0xE2, 0x96, 0xB9}},
    {13838, 6, 0, 3, {0xE2, 0x88, 0x97}}, {13844, 6, 0, 3, {0xE2, 0x88, 0xBB}},
    {13850, 5, 0, 2, {0xC4, 0xB3}}, {13855, 6, 0, 3, {0xE2, 0xAA, 0xAF}},
    {13861, 6, 0, 2, {0xC4, 0x82}}, {13867, 4, 0, 3, {0xE2, 0x9F, 0xA8}},
    {13871, 6, 0, 3, {0xE2, 0x8C, 0xBF}}, {13877, 21, 0, 3, {0xE2, 0x8B, 0xA1}},
    {13898, 5, 0, 3, {0xE2, 0x89, 0x90}}, {13903, 8, 0, 3, {0xE2, 0xA7, 0x9D}},
    {13911, 15, 0, 3, {0xE2, 0x87, 0x8E}}, {13926, 10, 0, 3, {0xE2, 0x86, 0x9A}},
    {13936, 5, 0, 3, {0xE2, 0x88, 0x92}}, {13941, 4, 0, 4, {0xF0, 0x9D, 0x95, 0xAB}},
    {13945, 6, 0, 3, {0xE2, 0xA4, 0x9B}}, {13951, 3, 0, 4, {0xF0, 0x9D, 0x94, 0xAC}},
    {13954, 7, 0, 3, {0xE2, 0x88, 0x88}}, {13961, 13, 0, 3, {0xE2, 0x89, 0xBE}},
    {13974, 8, 0, 3, {0xE2, 0x8A, 0x8F}}, {13982, 5, 0, 3, {0xE2, 0x89, 0x88}},
    {13987, 6, 0, 2, {0xC5, 0xA6}}, {13993, 5, 0, 3, {0xE2, 0x86, 0x9B}},
    {13998, 6, 1, 2, {0xC3, 0x92}},
};

const uint16_t html_reference_buckets[1025] = {
    0, 4, 5, 7, 9, 11, 14, 16, 17, 19, 20, 23,
    27, 29, 31, 34, 36, 43, 44, 45, 48, 52, 54, 56,
    57, 60, 61, 62, 65, 66, 68, 69, 71, 72, 75, 77,
    80, 83, 83, 84, 86, 89, 90, 91, 93, 97, 100, 103,
    106, 109, 109, 111, 113, 116, 118, 119, 120, 121, 123, 126,
    130, 134, 137, 140, 141, 144, 144, 146, 150, 153, 156, 157,
    159, 160, 162, 165, 166, 172, 172, 173, 176, 180, 182, 185,
    186, 191, 196, 196, 198, 198, 199, 200, 201, 202, 202, 207,
    210, 212, 213, 213, 216, 218, 221, 221, 223, 224, 226, 227,
    234, 238, 239, 240, 241, 244, 248, 251, 252, 254, 254, 256,
    258, 259, 262, 269, 270, 274, 275, 278, 279, 280, 282, 285,
    288, 290, 293, 296, 296, 297, 298, 300, 305, 308, 313, 314,
    319, 320, 321, 321, 321, 327, 328, 331, 335, 336, 340, 342,
    343, 345, 347, 352, 354, 354, 357, 358, 362, 362, 363, 366,
    370, 372, 374, 378, 380, 383, 386, 388, 391, 394, 396, 397,
    401, 405, 412, 417, 420, 423, 424, 426, 427, 428, 429, 430,
    433, 436, 436, 440, 440, 441, 446, 447, 450, 452, 457, 458,
    460, 460, 465, 465, 467, 473, 477, 478, 480, 482, 482, 483,
    486, 486, 487, 488, 493, 494, 495, 498, 500, 503, 503, 505,
    506, 508, 509, 512, 515, 515, 517, 520, 522, 524, 524, 529,
    533, 535, 536, 537, 540, 541, 543, 543, 545, 548, 550, 551,
    556, 557, 557, 558, 559, 561, 562, 564, 567, 569, 571, 572,
    573, 575, 577, 578, 581, 583, 583, 584, 587, 590, 591, 592,
    597, 597, 602, 606, 610, 614, 618, 619, 620, 621, 621, 622,
    624, 625, 628, 632, 632, 634, 636, 639, 641, 642, 644, 647,
    648, 649, 650, 652, 655, 655, 659, 663, 665, 672, 672, 675,
    677, 679, 680, 684, 686, 687, 690, 693, 697, 700, 704, 705,
    708, 713, 714, 714, 717, 718, 719, 724, 725, 725, 726, 727,
    730, 731, 732, 737, 738, 739, 741, 744, 746, 748, 748, 750,
    750, 750, 752, 753, 755, 757, 760, 762, 763, 766, 767, 768,
    771, 775, 780, 783, 784, 786, 790, 790, 793, 796, 798, 801,
    804, 806, 810, 811, 817, 818, 822, 824, 827, 831, 835, 837,
    840, 843, 844, 845, 846, 847, 852, 854, 855, 857, 860, 861,
    862, 868, 870, 870, 873, 873, 875, 877, 879, 883, 885, 887,
    889, 889, 890, 894, 895, 898, 898, 902, 903, 905, 906, 908,
    908, 909, 912, 917, 920, 920, 924, 927, 927, 928, 932, 933,
    935, 936, 937, 940, 944, 948, 948, 948, 952, 955, 959, 960,
    961, 963, 965, 969, 971, 971, 973, 977, 980, 981, 982, 984,
    987, 987, 990, 991, 995, 997, 1000, 1004, 1005, 1007, 1010, 1014,
    1016, 1016, 1019, 1019, 1021, 1023, 1025, 1028, 1030, 1032, 1033, 1037,
    1038, 1045, 1047, 1049, 1051, 1052, 1052, 1052, 1054, 1058, 1062, 1064,
    1066, 1068, 1071, 1071, 1073, 1077, 1079, 1080, 1082, 1086, 1090, 1091,
    1092, 1093, 1096, 1101, 1102, 1106, 1106, 1107, 1109, 1112, 1113, 1118,
    1120, 1122, 1125, 1125, 1126, 1127, 1129, 1129, 1131, 1133, 1135, 1136,
    1141, 1143, 1149, 1150, 1152, 1152, 1153, 1156, 1156, 1157, 1160, 1160,
    1163, 1165, 1168, 1172, 1173, 1174, 1179, 1180, 1182, 1185, 1186, 1187,
    1188, 1188, 1191, 1192, 1192, 1194, 1197, 1198, 1198, 1200, 1201, 1203,
    1203, 1203, 1204, 1205, 1207, 1209, 1214, 1218, 1220, 1221, 1223, 1223,
    1223, 1225, 1228, 1228, 1232, 1235, 1235, 1236, 1239, 1241, 1242, 1243,
    1244, 1246, 1247, 1251, 1251, 1252, 1255, 1258, 1261, 1262, 1264, 1264,
    1266, 1270, 1271, 1273, 1273, 1275, 1277, 1280, 1281, 1282, 1283, 1284,
    1285, 1286, 1286, 1289, 1290, 1294, 1297, 1301, 1301, 1303, 1305, 1305,
    1307, 1311, 1314, 1316, 1317, 1317, 1320, 1327, 1329, 1331, 1333, 1335,
    1337, 1340, 1341, 1342, 1345, 1346, 1347, 1351, 1352, 1357, 1359, 1360,
    1363, 1364, 1364, 1365, 1368, 1369, 1374, 1376, 1377, 1378, 1378, 1380,
    1383, 1388, 1390, 1391, 1395, 1396, 1399, 1405, 1407, 1409, 1410, 1416,
    1418, 1418, 1422, 1425, 1428, 1428, 1430, 1432, 1434, 1436, 1441, 1442,
    1444, 1446, 1448, 1453, 1455, 1457, 1459, 1460, 1464, 1465, 1467, 1470,
    1471, 1473, 1475, 1478, 1480, 1481, 1481, 1486, 1491, 1492, 1493, 1494,
    1496, 1496, 1497, 1498, 1501, 1504, 1508, 1510, 1510, 1511, 1511, 1512,
    1516, 1516, 1518, 1521, 1525, 1526, 1527, 1527, 1530, 1533, 1538, 1541,
    1544, 1545, 1550, 1552, 1555, 1556, 1557, 1557, 1558, 1560, 1562, 1568,
    1572, 1575, 1578, 1579, 1580, 1583, 1584, 1587, 1589, 1593, 1596, 1597,
    1599, 1601, 1603, 1610, 1612, 1613, 1614, 1619, 1619, 1621, 1623, 1623,
    1623, 1626, 1629, 1629, 1632, 1633, 1634, 1635, 1637, 1640, 1642, 1643,
    1646, 1647, 1648, 1649, 1649, 1650, 1651, 1653, 1654, 1657, 1660, 1662,
    1663, 1666, 1667, 1668, 1671, 1675, 1679, 1682, 1685, 1685, 1688, 1689,
    1692, 1694, 1695, 1697, 1701, 1702, 1704, 1704, 1705, 1707, 1709, 1711,
    1712, 1715, 1723, 1725, 1728, 1732, 1733, 1735, 1737, 1739, 1742, 1745,
    1745, 1747, 1749, 1750, 1754, 1755, 1757, 1761, 1764, 1767, 1771, 1778,
    1780, 1782, 1784, 1787, 1789, 1792, 1796, 1801, 1807, 1808, 1810, 1815,
    1819, 1821, 1821, 1826, 1827, 1828, 1829, 1829, 1831, 1832, 1834, 1835,
    1835, 1835, 1835, 1836, 1839, 1840, 1840, 1842, 1844, 1847, 1847, 1849,
    1850, 1854, 1855, 1856, 1858, 1860, 1861, 1863, 1864, 1865, 1866, 1869,
    1871, 1873, 1873, 1874, 1877, 1880, 1881, 1883, 1884, 1884, 1886, 1887,
    1890, 1891, 1892, 1893, 1897, 1899, 1901, 1903, 1907, 1908, 1908, 1910,
    1910, 1912, 1915, 1918, 1919, 1920, 1921, 1922, 1924, 1925, 1926, 1928,
    1931, 1932, 1936, 1938, 1939, 1940, 1942, 1944, 1945, 1948, 1949, 1949,
    1950, 1950, 1953, 1955, 1956, 1959, 1960, 1960, 1962, 1963, 1965, 1965,
    1967, 1970, 1970, 1972, 1972, 1973, 1973, 1973, 1974, 1976, 1978, 1984,
    1988, 1988, 1989, 1994, 1996, 1999, 2000, 2003, 2007, 2008, 2011, 2012,
    2016, 2016, 2018, 2021, 2023, 2024, 2025, 2028, 2031, 2035, 2039, 2041,
    2044, 2046, 2049, 2053, 2055, 2057, 2060, 2065, 2068, 2073, 2076, 2078,
    2078, 2081, 2084, 2085, 2088, 2089, 2090, 2092, 2095, 2096, 2097, 2100,
    2101, 2101, 2102, 2103, 2106, 2107, 2109, 2114, 2115, 2116, 2116, 2117,
    2118, 2122, 2123, 2124, 2125,
};
