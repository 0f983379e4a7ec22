package dev.gatehouse.acl;

import java.util.List;

/**
 * The entries that decide about one object, but for those on the root objects: what an application keeps on the document
 * that the object stands for.
 *
 * @param own those on the object itself; a change of them concerns one document
 * @param inherited those on the objects that it inherits from, the nearest first; equal for all that stand at one place
 */
public record AccessLists(List<ListedEntry> own, List<ListedEntry> inherited) {
    public AccessLists {
        own = List.copyOf(own);
        inherited = List.copyOf(inherited);
    }
}
