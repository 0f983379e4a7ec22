package dev.gatehouse.acl.model;

/**
 * Whether a subject is somebody that an entry is for. The subject is given by its number and its direct roles, in the
 * workspace and in {@code system}, rather than as an object, so that a check allocates nothing.
 */
final class Closure {

    private Closure() {}

    /** In the workspace's own model. */
    static boolean includes(ModelPair models, int subject, int[] direct, int[] systemDirect, long entry) {
        int number = PackedEntry.number(entry);
        return switch (PackedEntry.kind(entry)) {
            case PackedEntry.SUBJECT -> number == subject;
            case PackedEntry.EVERYONE -> subject != SubjectTable.GUEST;
            case PackedEntry.ROLE -> isIn(models, subject, direct, systemDirect, number);
            default -> isInSystemRole(models.system(), subject, systemDirect, number);
        };
    }

    private static boolean isIn(ModelPair models, int subject, int[] direct, int[] systemDirect, int role) {
        Model here = models.workspace();
        if (here.roles().reaches(direct, role)
                || (subject != SubjectTable.GUEST && here.everyoneRoles().contains(role))) {
            return true;
        }
        for (int systemRole : here.systemMembers().below(role)) {
            if (isInSystemRole(models.system(), subject, systemDirect, systemRole)) {
                return true;
            }
        }
        return false;
    }

    /** The guest has the same number in every workspace, so its number here serves there. */
    private static boolean isInSystemRole(Model system, int subject, int[] systemDirect, int role) {
        return system.roles().reaches(systemDirect, role)
                || (subject != SubjectTable.GUEST && system.everyoneRoles().contains(role));
    }

    /** Every number that an entry may be for and that the subject is: itself, everyone, and its roles. */
    static long[] all(ModelPair models, int subject, int[] direct, int[] systemDirect) {
        Model here = models.workspace();
        Model system = models.system();
        boolean everyone = subject != SubjectTable.GUEST;
        RoleSet.Collector roles = new RoleSet.Collector();
        RoleSet.Collector systemRoles = new RoleSet.Collector();
        addAll(roles, here, direct, everyone);
        if (!here.isSystem()) {
            addAll(systemRoles, system, systemDirect, everyone);
            for (int systemRole : here.systemMembers().all()) {
                if (systemRoles.contains(systemRole)) {
                    addAll(roles, here, here.systemMembers().direct(systemRole), false);
                }
            }
        }
        int[] in = roles.takeNumbers();
        int[] inSystem = systemRoles.takeNumbers();
        long[] all = new long[(subject >= 0 ? 1 : 0) + (everyone ? 1 : 0) + in.length + inSystem.length];
        int next = 0;
        if (subject >= 0) {
            all[next++] = PackedEntry.to(PackedEntry.SUBJECT, subject);
        }
        if (everyone) {
            all[next++] = PackedEntry.to(PackedEntry.EVERYONE, 0);
        }
        for (int role : in) {
            all[next++] = PackedEntry.to(PackedEntry.ROLE, role);
        }
        for (int role : inSystem) {
            all[next++] = PackedEntry.to(PackedEntry.SYSTEM_ROLE, role);
        }
        return all;
    }

    private static void addAll(RoleSet.Collector into, Model model, int[] direct, boolean everyone) {
        for (int role : direct) {
            into.addAll(model.roles().up(role));
        }
        if (everyone) {
            into.addAll(model.everyoneRoles());
        }
    }
}
