#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU, whose headers define the same enums as
// Foundation's own ICU. Nothing here needs libxml2's converters.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// xmlFree is a mutable global function pointer, which Swift 6 will not read.
static inline void tiaowen_xml_free(void *pointer) { xmlFree(pointer); }
