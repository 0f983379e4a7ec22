package dev.gatehouse.acl;

/** Every subject but the guest, named by a log or not. Written {@code everyone}. */
public enum Everyone implements Member {
    EVERYONE;

    @Override
    public String toString() {
        return "everyone";
    }
}
