package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import java.util.List;

/**
 * A model file.
 *
 * @param about what it shows, in a sentence
 * @param now the time at which its changes are made, and its questions asked unless they say otherwise
 */
public record ModelFile(String about, ImpliedObjects implied, Instant now, List<Step> steps) {

    public ModelFile {
        steps = List.copyOf(steps);
    }

    /** What is done next. */
    public sealed interface Step {

        /** Where the file says it. */
        String path();
    }

    /** A part of what is there at first; that it can be made is taken for granted. */
    public record Given(String path, WorkspaceId workspace, List<Stated> changes) implements Step {
        public Given {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Changes that are to take effect together.
     *
     * @param outcome {@code made}, {@code already-true}, or the code of a refusal
     */
    public record Changing(String path, WorkspaceId workspace, List<Stated> changes, String outcome) implements Step {

        static final String MADE = "made";
        static final String ALREADY_TRUE = "already-true";

        public Changing {
            changes = List.copyOf(changes);
        }
    }

    /** What must be answered now. */
    public record Expecting(String path, List<Expectation> expectations) implements Step {
        public Expecting {
            expectations = List.copyOf(expectations);
        }
    }

    /** A change, and where the file says it. */
    public record Stated(String path, Change change) {}
}
