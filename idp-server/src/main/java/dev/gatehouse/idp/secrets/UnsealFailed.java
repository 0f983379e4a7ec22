package dev.gatehouse.idp.secrets;

/** A ciphertext did not open: it was changed, moved, or its key is not here. */
public final class UnsealFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnsealFailed(FieldLocation location) {
        super("cannot open " + location.collection() + "/" + location.field() + " of " + location.document());
    }
}
