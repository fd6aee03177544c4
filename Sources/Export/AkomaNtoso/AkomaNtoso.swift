public import LegalText

/// Documents as Akoma Ntoso 3.0 (OASIS LegalDocML, 2018), valid against its schema.
///
///     let xml = AkomaNtoso.bytes(document)    // <?xml …?><akomaNtoso …><act name="regulation">…
///
/// Regulations, decisions and interpretations with provisions are an `<act>`, everything else a
/// `<doc>`. No text is lost: lead-ins and wrap-ups stand in `<intro>` and `<wrapUp>`, text between
/// provisions in an `<hcontainer name="text">`, navigation and noise in a `<remark>`. eIds are those of
/// the documents, `~` included, which the schema's type allows.
public enum AkomaNtoso {
    /// The XML of one document, in UTF-8.
    ///
    /// - Parameters:
    ///   - country: the country of its FRBR URIs, ISO 3166-1.
    ///   - amendment: where the document is a text a decision made, or the decision itself: the changes
    ///     stand in `<passiveModifications>` or `<activeModifications>`, each with its source in the
    ///     decision and its place before and after, and the `<lifecycle>` dates them.
    public static func bytes(
        _ document: Document, country: String = "cn", amendment: Amendment? = nil
    ) -> [UInt8] {
        AkomaNtosoWriter(document, country: country, amendment: amendment).write()
    }
}
