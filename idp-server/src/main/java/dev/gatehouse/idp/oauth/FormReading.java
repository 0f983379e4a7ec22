package dev.gatehouse.idp.oauth;

/** What became of reading a protocol request's body. */
public sealed interface FormReading {

    /** Well-formed. */
    record Read(FormParameters parameters) implements FormReading {}

    /** Not a request that a protocol endpoint takes. */
    record Refused(ProtocolError error) implements FormReading {}
}
