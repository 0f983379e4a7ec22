package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.SubjectType;
import dev.gatehouse.acl.model.Asking;
import dev.gatehouse.acl.model.Asking.Found;
import java.util.Optional;

/** Which list a query asks for. */
final class ListParts {

    private ListParts() {}

    @SuppressWarnings("unchecked") // each query says what its list holds
    static <T> AccessView.Part<T> of(Asking asking, ListQuery<T> query, long from, int most, int budget) {
        return (AccessView.Part<T>)
                switch (query) {
                    case ListQuery.Objects objects ->
                        part(
                                asking.objects(objects.subject(), objects.right(), objects.type(), from, most, budget),
                                asking.unrecordedObjects(objects.subject(), objects.right(), objects.type()));
                    case ListQuery.Subjects subjects ->
                        part(
                                asking.subjects(
                                        subjects.type(), subjects.right(), subjects.object(), from, most, budget),
                                !subjects.type().equals(Optional.of(SubjectType.GUEST))
                                        && asking.unnamedSubjects(subjects.right(), subjects.object()));
                    case ListQuery.RightsOf rights ->
                        part(asking.rights(rights.subject(), rights.object(), from, most), false);
                    case ReadQuery<?> read -> part(ReadParts.of(asking.models(), read, from, most, budget), false);
                };
    }

    private static <T> AccessView.Part<T> part(Found<T> found, boolean others) {
        return new AccessView.Part<>(found.items(), found.next(), others);
    }
}
