package dev.gatehouse.acl;

/** The id of a workspace, the unit of isolation. */
public record WorkspaceId(String value) {

    /** The workspace that holds what is instance-wide. */
    public static final WorkspaceId SYSTEM = new WorkspaceId("system");

    public WorkspaceId {
        Names.id("workspace", value);
    }

    public boolean isSystem() {
        return value.equals(SYSTEM.value);
    }

    /** The object above every other of this workspace. */
    public ObjectRef root() {
        return new ObjectRef(TypeName.WORKSPACE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
