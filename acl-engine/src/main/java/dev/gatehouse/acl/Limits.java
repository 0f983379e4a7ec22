package dev.gatehouse.acl;

/** What a model may hold at most. Reaching one of these is a refusal that names it; nothing is ever cut. */
public final class Limits {

    /** Bytes of UTF-8 in the id of a subject, an object, a role or a workspace. */
    public static final int ID_BYTES = 512;

    /** Characters in the name of an object type or of a right. */
    public static final int NAME_LENGTH = 64;

    /** Rights that one object type declares, beside those that belong to every type. */
    public static final int RIGHTS_PER_TYPE = 64;

    /**
     * Rights that a definition may give a built-in type, those included that it has. Fewer than others have, so that built-in
     * ones that come later find room beside them.
     */
    public static final int RIGHTS_PER_BUILT_IN_TYPE = 48;

    /** Rights that one entry names. */
    public static final int RIGHTS_PER_ENTRY = 64;

    /** Types that one object type admits as parents. */
    public static final int PARENT_TYPES_PER_TYPE = 64;

    /** Roles on the longest chain of roles that are members of each other. */
    public static final int ROLE_DEPTH = 50;

    /** Parents above an object, whether or not it inherits from them. */
    public static final int PARENTS = 32;

    /** Changes that take effect together. */
    public static final int CHANGES_PER_RECORD = 1_000;

    /** Object types of one workspace, implied ones included. */
    public static final int TYPES = 10_000;

    /** Names of rights that one workspace's types have declared. */
    public static final int RIGHTS = 65_536;

    /** Different sets of rights that one workspace's entries have named. */
    public static final int RIGHT_SETS = 1 << 20;

    /** Roles that one workspace has ever created. */
    public static final int ROLES = 1 << 20;

    /** Subjects that one workspace's log names. */
    public static final int SUBJECTS = 1 << 28;

    /** Objects of one workspace. */
    public static final int OBJECTS = 1 << 28;

    /** Entries on one object. */
    public static final int ENTRIES_PER_OBJECT = 1 << 24;

    /** Answers on one page of a list. */
    public static final int PAGE = 10_000;

    private Limits() {}
}
