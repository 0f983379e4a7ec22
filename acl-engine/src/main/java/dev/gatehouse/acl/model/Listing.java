package dev.gatehouse.acl.model;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ListedEntry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The model in the words of documents that others keep: lists of objects, and what a subject is called in them. */
public final class Listing {

    private final ModelPair models;
    private final Model workspace;

    public Listing(ModelPair models) {
        this.models = models;
        this.workspace = models.workspace();
    }

    /** Everything that a subject is, as entries in lists are for it, sorted. */
    public List<String> names(Subject subject) {
        int here = workspace.find(subject);
        int there = models.system().find(subject);
        long[] closure = Closure.all(
                models,
                here,
                workspace.subjects().roles(here),
                models.system().subjects().roles(there));
        List<String> names = new ArrayList<>();
        names.add(subject.toString());
        Arrays.stream(closure)
                .filter(to -> PackedEntry.toKind(to) != PackedEntry.SUBJECT)
                .mapToObj(to -> name(PackedEntry.first(to)))
                .forEach(names::add);
        names.sort(null);
        return names;
    }

    private boolean isAlive(long entry) {
        return workspace.member(entry, models.system()) != null;
    }

    private String name(long entry) {
        Member member = Objects.requireNonNull(workspace.member(entry, models.system()));
        if (!(member instanceof RoleRef role)) {
            return member.toString();
        }
        Model home = PackedEntry.kind(entry) == PackedEntry.ROLE ? workspace : models.system();
        RoleNode node = Objects.requireNonNull(home.roles().node(PackedEntry.number(entry)));
        return role + "#" + node.created();
    }

    /** The lists of an object that exists. */
    public Optional<AccessLists> lists(ObjectRef object) {
        ObjectTable objects = workspace.objects();
        int number = workspace.find(object);
        List<ListedEntry> own = new ArrayList<>();
        int next;
        if (number == ObjectTable.NONE) {
            ImpliedType rule = workspace.implied().rule(object.type());
            if (rule == null || !workspace.implied().implies(workspace.workspace(), object)) {
                return Optional.empty();
            }
            next = models.firstRecordedAbove(rule);
        } else {
            addAll(own, number);
            next = objects.inherits(number) ? objects.parent(number) : ObjectTable.NONE;
        }
        List<ListedEntry> inherited = new ArrayList<>();
        while (next != ObjectTable.NONE) {
            addAll(inherited, next);
            next = objects.inherits(next) ? objects.parent(next) : ObjectTable.NONE;
        }
        return Optional.of(new AccessLists(own, inherited));
    }

    private void addAll(List<ListedEntry> listed, int object) {
        if (object != workspace.root()) {
            workspace.objects().entries(object).forEach((entry, expiresAt) -> {
                if (isAlive(entry)) {
                    Instant end = PackedEntry.expires(entry) ? Instant.ofEpochMilli(expiresAt) : null;
                    Entry.Terms terms = new Entry.Terms(workspace.rights().rights(PackedEntry.rights(entry)), end);
                    Effect effect = PackedEntry.denies(entry) ? Effect.DENY : Effect.ALLOW;
                    listed.add(new ListedEntry(effect, name(entry), terms));
                }
            });
        }
    }
}
