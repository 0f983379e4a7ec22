package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.preview.PreviewAnswer;
import dev.gatehouse.acl.preview.PreviewDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a batch into the log when it has to do what a preview showed. What it does at the head is found while others
 * may write, and it is appended behind that very head; when another record got there first, all is found again.
 */
final class PreviewedCommit {

    private final Supplier<AccessView> newest;
    private final Supplier<Instant> now;
    private final Function<AccessView, @Nullable Commit> append;

    /**
     * Knows where to read and write.
     *
     * @param newest the workspace with all that the logs hold
     * @param append commits at a view's revision, or nothing and null when the workspace is no longer there
     */
    PreviewedCommit(Supplier<AccessView> newest, Supplier<Instant> now, Function<AccessView, @Nullable Commit> append) {
        this.newest = newest;
        this.now = now;
        this.append = append;
    }

    /**
     * Ends at the latest when the budget is spent, since then there is no preview to compare. Who may not make the changes
     * is told that alone, and costs no preview; the guard is asked again where the batch is appended.
     */
    Commit commit(Batch batch, PreviewDigest expected, Budget budget) {
        while (true) {
            AccessView view = newest.get();
            Optional<Validation.Refused> forbidden = batch.guard().refusal(view, batch.changes());
            if (forbidden.isPresent()) {
                return new Commit.Refused(forbidden.get());
            }
            Commit.Refused refusal = refusal(view.preview(batch.changes(), now.get(), budget), expected);
            if (refusal != null) {
                return refusal;
            }
            Commit made = append.apply(view);
            if (made != null) {
                return made;
            }
        }
    }

    private static Commit.@Nullable Refused refusal(PreviewAnswer answer, PreviewDigest expected) {
        return switch (answer) {
            case PreviewAnswer.Refused refused -> new Commit.Refused(refused.refused());
            case PreviewAnswer.Previewed previewed ->
                previewed.preview().digestAt(expected.revision()).equals(Optional.of(expected))
                        ? null
                        : new Commit.Refused(new Validation.Refused(0, null, new Refusal.PreviewOutdated()));
        };
    }
}
