package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.TypeName;

/** An object in a caller's words. The id is taken byte by byte as it is. */
public record RawObject(String type, String id) {

    public Meaning<ObjectRef> meaning() {
        return meaningOf(type).then(known -> Meaning.of(() -> new ObjectRef(known, id), Reason.UNKNOWN_OBJECT));
    }

    static Meaning<TypeName> meaningOf(String type) {
        return Meaning.of(() -> new TypeName(type), Reason.UNKNOWN_OBJECT_TYPE);
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
