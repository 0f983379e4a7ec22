package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.model.Asking.Found;
import dev.gatehouse.acl.model.Contents;
import dev.gatehouse.acl.model.EntryScan;
import dev.gatehouse.acl.model.ModelPair;

/** Which list of a workspace's contents a query asks for. */
final class ReadParts {

    private ReadParts() {}

    static Found<?> of(ModelPair models, ReadQuery<?> query, long from, int most, int budget) {
        Contents contents = new Contents(models);
        return switch (query) {
            case ReadQuery.ObjectTypes types -> contents.types(from, most, budget);
            case ReadQuery.Roles roles -> contents.roles(from, most, budget);
            case ReadQuery.Members members -> contents.members(members.role(), from, most, budget);
            case ReadQuery.RolesOf roles ->
                contents.rolesOf(roles.member(), roles.through() == ReadQuery.Through.ROLES, from, most, budget);
            case ReadQuery.ObjectsOf objects -> contents.objects(objects.type(), from, most, budget);
            case ReadQuery.Children children -> contents.children(children.parent(), from, most, budget);
            case ReadQuery.Entries entries -> {
                EntryScan scan = new EntryScan(models, entries.to(), entries.right());
                yield entries.on().isPresent()
                        ? scan.on(entries.on().get(), from, most)
                        : scan.everywhere(from, most, budget);
            }
        };
    }
}
