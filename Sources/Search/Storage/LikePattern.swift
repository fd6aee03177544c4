/// What SQL's LIKE finds a text by that stands anywhere: `%text%`, its own wildcards taken literally.
///
///     likePattern(containing: "100%")    // %100\%%
package func likePattern(containing text: String) -> String {
    var pattern = "%"
    for scalar in text.unicodeScalars {
        if scalar == "%" || scalar == "_" || scalar == "\\" { pattern += "\\" }
        pattern.unicodeScalars.append(scalar)
    }
    return pattern + "%"
}
