package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.modelfile.ModelFile.Changing;
import dev.gatehouse.acl.modelfile.ModelFile.Expecting;
import dev.gatehouse.acl.modelfile.ModelFile.Given;
import dev.gatehouse.acl.modelfile.ModelFile.Stated;
import dev.gatehouse.acl.modelfile.Report.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs a model file on an engine of its own: makes its changes, asks each of its questions in every way there is, and
 * compares the ways with each other on all questions that can be put together from what the file names.
 */
public final class ModelFileRun {

    /** Cursors of this engine are given to nobody. */
    private static final byte[] KEY = new byte[32];

    private final ModelFile file;
    private final AccessEngine engine;
    private final Universe universe;
    private final List<Difference> differences = new ArrayList<>();
    private int allowed;
    private int denied;
    private int lists;
    private int compared;

    private ModelFileRun(ModelFile file) {
        this.file = file;
        this.engine = new AccessEngine(new MemoryAccessLog(), file.implied(), new Cursors(KEY), file::now);
        this.universe = new Universe(file);
    }

    public static Report run(ModelFile file) {
        return new ModelFileRun(file).run();
    }

    private Report run() {
        for (ModelFile.Step step : file.steps()) {
            switch (step) {
                case Given given -> {
                    Optional<Problem> problem = make(given);
                    if (problem.isPresent()) {
                        return report(problem);
                    }
                }
                case Changing changing -> change(changing);
                case Expecting expecting -> expect(expecting);
            }
        }
        return report(Optional.empty());
    }

    private Report report(Optional<Problem> problem) {
        return new Report(allowed, denied, lists, compared, differences, problem);
    }

    private Commit commit(WorkspaceId workspace, List<Stated> changes) {
        List<Change> made = changes.stream().map(Stated::change).toList();
        return engine.commit(workspace, new Batch("model-file", "model-file", made));
    }

    /** In as many batches as it takes. */
    private Optional<Problem> make(Given given) {
        List<Stated> changes = given.changes();
        for (int from = 0; from < changes.size(); from += Limits.CHANGES_PER_RECORD) {
            List<Stated> batch = changes.subList(from, Math.min(changes.size(), from + Limits.CHANGES_PER_RECORD));
            if (commit(given.workspace(), batch) instanceof Commit.Refused(Validation.Refused refused)) {
                return Optional.of(new Problem(
                        batch.get(refused.index()).path(), refused.refusal().message()));
            }
        }
        return Optional.empty();
    }

    private void change(Changing changing) {
        Commit commit = commit(changing.workspace(), changing.changes());
        String outcome = switch (commit) {
            case Commit.Committed committed -> Changing.MADE;
            case Commit.AlreadyTrue already -> Changing.ALREADY_TRUE;
            case Commit.Refused refused -> refused.refused().refusal().code();
            case Commit.Contended contended -> throw new IllegalStateException("Nobody else writes");
        };
        if (!outcome.equals(changing.outcome())) {
            String got = commit instanceof Commit.Refused(Validation.Refused refused)
                    ? outcome + " (" + refused.refusal().message() + ")"
                    : outcome;
            differences.add(new Difference(changing.path(), "change", changing.outcome(), got));
        }
    }

    private void expect(Expecting expecting) {
        for (Expectation expectation : expecting.expectations()) {
            AccessView view = engine.view(expectation.workspace());
            switch (expectation) {
                case Expectation.Decided decided -> decided(view, decided);
                case Expectation.Listed listed -> listed(view, listed);
            }
        }
        Set<WorkspaceId> workspaces =
                expecting.expectations().stream().map(Expectation::workspace).collect(Collectors.toSet());
        Set<Instant> times =
                expecting.expectations().stream().map(Expectation::at).collect(Collectors.toSet());
        for (WorkspaceId workspace : workspaces) {
            for (Instant time : times) {
                compare(expecting.path(), engine.view(workspace), time);
            }
        }
    }

    private void decided(AccessView view, Expectation.Decided decided) {
        RawQuestion question = decided.question();
        String wanted = decided.allowed() ? "allowed" : "denied";
        for (Way way : Way.all(view, decided.at())) {
            if (way.allows(question) != decided.allowed()) {
                differences.add(difference(decided.path(), question, way, wanted));
            }
        }
        if (decided.because().isPresent()
                && view.check(question, decided.at()) instanceof Decision.Denied refused
                && decided.because().get() != refused.reason()) {
            differences.add(new Difference(
                    decided.path(),
                    written(question, "check"),
                    "denied, " + decided.because().get().code(),
                    "denied, " + refused.reason().code()));
        }
        allowed += decided.allowed() ? 1 : 0;
        denied += decided.allowed() ? 0 : 1;
    }

    private static Difference difference(String path, RawQuestion question, Way way, String wanted) {
        String got = wanted.equals("allowed") ? "denied" : "allowed";
        return new Difference(path, written(question, way.name()), wanted, got);
    }

    private static String written(RawQuestion question, String way) {
        return question.subject() + " " + question.right() + " " + question.object() + ", by " + way;
    }

    private void listed(AccessView view, Expectation.Listed listed) {
        WholeLists.Whole<?> whole = new WholeLists(view, listed.at()).of(listed.search());
        Set<String> items = whole.items().stream().map(Object::toString).collect(Collectors.toSet());
        if (!items.equals(listed.items()) || whole.others() != listed.others()) {
            differences.add(new Difference(
                    listed.path(), "list", written(listed.items(), listed.others()), written(items, whole.others())));
        }
        lists++;
    }

    private static String written(Set<String> items, boolean others) {
        return new TreeSet<>(items) + (others ? " and all others" : "");
    }

    private void compare(String path, AccessView view, Instant time) {
        List<Way> ways = Way.all(view, time);
        for (RawQuestion question : universe.questions()) {
            boolean first = ways.getFirst().allows(question);
            for (Way way : ways) {
                if (way.allows(question) != first) {
                    differences.add(difference(path, question, way, first ? "allowed" : "denied"));
                }
            }
            compared++;
        }
    }
}
