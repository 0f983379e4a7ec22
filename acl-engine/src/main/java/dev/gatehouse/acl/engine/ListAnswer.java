package dev.gatehouse.acl.engine;

/** What became of a request for a page of a list. */
public sealed interface ListAnswer<T> {

    /**
     * A page of the list.
     *
     * @param view the workspace at the revision of the page
     */
    record Listed<T>(Page<T> page, AccessView view) implements ListAnswer<T> {}

    /** The cursor is not one that this list gave, or was altered. */
    record CursorRefused<T>() implements ListAnswer<T> {}

    /** The revision of the cursor is beyond the logs, which then are not the ones that it came from. */
    record RevisionUnknown<T>() implements ListAnswer<T> {}
}
