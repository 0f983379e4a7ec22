package dev.gatehouse.idp.access;

import dev.gatehouse.acl.ObjectRef;

/** Where people and clients belong: their documents say it. */
@FunctionalInterface
public interface Homes {

    /** Whether there is such a person or client, and in that workspace. */
    boolean isAt(ObjectRef object, String workspace);
}
