package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The roles that a workspace may name under one row of numbers: its own first, those of {@code system} behind all that it
 * ever created. In {@code system} there are its own alone.
 */
final class RoleNumbers {

    private RoleNumbers() {}

    static int count(ModelPair models) {
        return models.workspace().roles().created()
                + (models.workspace().isSystem() ? 0 : models.system().roles().created());
    }

    /** The role with a number; null when it was deleted. */
    static @Nullable RoleRef role(ModelPair models, int number) {
        int own = models.workspace().roles().created();
        RoleNode node = number < own
                ? models.workspace().roles().node(number)
                : models.system().roles().node(number - own);
        return node == null
                ? null
                : new RoleRef(number < own ? RoleRef.Home.HERE : RoleRef.Home.SYSTEM, new RoleId(node.name()));
    }

    /** Whether the role with a number is a direct member of one of the workspace's roles. */
    static boolean hasMember(ModelPair models, int number, RoleNode node, int role) {
        Model here = models.workspace();
        int own = here.roles().created();
        return number < own
                ? SortedInts.contains(node.children(), number)
                : SortedInts.contains(here.systemMembers().direct(number - own), role);
    }

    /** The numbers of the roles that somebody is a direct member of; deleted ones may be among them. */
    static RoleSet direct(ModelPair models, Member member) {
        Model here = models.workspace();
        Model system = models.system();
        Numbers numbers = new Numbers(models);
        switch (member) {
            case Subject subject -> {
                numbers.addOwn(here.subjects().roles(here.find(subject)));
                numbers.addOfSystem(system.subjects().roles(system.find(subject)));
            }
            case Everyone everyone -> {
                numbers.addOwn(here.subjects().roles(SubjectTable.EVERYONE));
                numbers.addOfSystem(system.subjects().roles(SubjectTable.EVERYONE));
            }
            case RoleRef role -> {
                int number = find(models, role);
                boolean own = isOwn(models, role);
                RoleNode node = (own ? here : system).roles().node(number);
                if (node != null && own) {
                    numbers.addOwn(node.parents());
                } else if (node != null) {
                    numbers.addOwn(here.systemMembers().direct(number));
                    numbers.addOfSystem(node.parents());
                }
            }
        }
        return numbers.take();
    }

    private static boolean isOwn(ModelPair models, RoleRef role) {
        return models.workspace().isSystem() || role.home() == RoleRef.Home.HERE;
    }

    private static int find(ModelPair models, RoleRef role) {
        Model home = isOwn(models, role) ? models.workspace() : models.system();
        return home.roles().find(role.id().value());
    }

    /** The numbers of the roles that somebody is in, at any depth; a role is not in itself. */
    static RoleSet effective(ModelPair models, Member member) {
        Model here = models.workspace();
        Model system = models.system();
        int[] none = SortedInts.NONE;
        long itself = -1;
        long[] all;
        switch (member) {
            case Subject subject -> {
                int number = here.find(subject);
                int[] ofSystem = system.subjects().roles(system.find(subject));
                all = Closure.all(models, number, here.subjects().roles(number), ofSystem);
            }
            case Everyone everyone -> all = Closure.all(models, NameTable.UNKNOWN, none, none);
            case RoleRef role -> {
                int number = find(models, role);
                int[] from = number == NameTable.UNKNOWN ? none : new int[] {number};
                boolean own = isOwn(models, role);
                itself = PackedEntry.to(own ? PackedEntry.ROLE : PackedEntry.SYSTEM_ROLE, number);
                all = Closure.all(models, SubjectTable.GUEST, own ? from : none, own ? none : from);
            }
        }
        Numbers numbers = new Numbers(models);
        for (long to : all) {
            if (to != itself) {
                numbers.add(PackedEntry.first(to));
            }
        }
        return numbers.take();
    }

    /** Collects numbers of this row. */
    private static final class Numbers {

        private final RoleSet.Collector collected = new RoleSet.Collector();
        private final boolean inSystem;
        private final int own;

        Numbers(ModelPair models) {
            inSystem = models.workspace().isSystem();
            own = models.workspace().roles().created();
        }

        void addOwn(int[] roles) {
            for (int role : roles) {
                collected.add(role);
            }
        }

        void addOfSystem(int[] roles) {
            for (int role : roles) {
                if (!inSystem) {
                    collected.add(own + role);
                }
            }
        }

        /** Adds the role that an entry is for, if it is for one. */
        void add(long entry) {
            switch (PackedEntry.kind(entry)) {
                case PackedEntry.ROLE -> collected.add(PackedEntry.number(entry));
                case PackedEntry.SYSTEM_ROLE -> collected.add(own + PackedEntry.number(entry));
                default -> {}
            }
        }

        RoleSet take() {
            return collected.take();
        }
    }
}
