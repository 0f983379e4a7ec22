package dev.gatehouse.acl.explain;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Ground;
import java.util.List;

/** A decision, and what it stands on. */
public sealed interface Explanation {

    /** What the check answers. */
    Decision decision();

    /**
     * An entry allows it.
     *
     * @param ground of the entries that do, the nearest to the object, and among those the nearest to the subject
     */
    record Allowed(Decision.Allowed decision, Ground ground) implements Explanation {}

    /**
     * Nothing allows it, or entries deny it, or what was asked about is unknown.
     *
     * @param denies the entries that deny it, the nearest to the object first; at most
     *     {@link Explainer#DENIES}
     * @param moreDenies whether there are others
     * @param repairs none where something unknown was asked about
     */
    record Denied(Decision.Denied decision, List<Ground> denies, boolean moreDenies, Repairs repairs)
            implements Explanation {
        public Denied {
            denies = List.copyOf(denies);
        }
    }

    /**
     * Ways to a different decision, those by which the least is gained first.
     *
     * @param shown at most {@link Explainer#REPAIRS}
     * @param more whether the asker may make others, or may be able to: when not all were tried, or when so many entries
     *     deny it that no one batch removes them
     */
    record Repairs(List<Repair> shown, boolean more) {

        static final Repairs NONE = new Repairs(List.of(), false);

        public Repairs {
            shown = List.copyOf(shown);
        }
    }
}
