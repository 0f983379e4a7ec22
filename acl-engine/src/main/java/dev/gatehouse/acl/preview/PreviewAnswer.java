package dev.gatehouse.acl.preview;

import dev.gatehouse.acl.change.Validation;

/** What became of the wish to see what changes would do. */
public sealed interface PreviewAnswer {

    /** They can be made; what is true already does nothing. */
    record Previewed(Preview preview) implements PreviewAnswer {}

    /** They would be refused. */
    record Refused(Validation.Refused refused) implements PreviewAnswer {}
}
