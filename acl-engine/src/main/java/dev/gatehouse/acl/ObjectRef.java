package dev.gatehouse.acl;

/** An object by type and id, written {@code type:id}; the id may itself contain colons. */
public record ObjectRef(TypeName type, String id) {

    public ObjectRef {
        Names.id("object", id);
    }

    public static ObjectRef of(String type, String id) {
        return new ObjectRef(new TypeName(type), id);
    }

    /** Reads the written form; what it refuses, it explains in an {@link IllegalArgumentException}. */
    public static ObjectRef parse(String written) {
        int colon = written.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("An object is written type:id");
        }
        return of(written.substring(0, colon), written.substring(colon + 1));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
