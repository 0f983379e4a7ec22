package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.engine.AccessView;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a path names, and what is demanded of it by the route alone.
 *
 * @param noun as refusals call it
 * @param presence whether it must be there
 * @param tag of it in a view; empty when it is not there
 */
record Thing(String noun, Presence presence, Function<AccessView, Optional<String>> tag) {

    enum Presence {
        NEEDED,
        OPTIONAL
    }

    /** A write of something that is nowhere when this is not there. */
    static Thing needed(String noun, Function<AccessView, Optional<String>> tag) {
        return new Thing(noun, Presence.NEEDED, tag);
    }

    /** A write that creates it when it is not there. */
    static Thing created(String noun, Function<AccessView, Optional<String>> tag) {
        return new Thing(noun, Presence.OPTIONAL, tag);
    }
}
