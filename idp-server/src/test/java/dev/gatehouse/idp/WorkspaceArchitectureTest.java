package dev.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.tokens.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Workspaces stay apart: no route of an API reaches documents that belong to a workspace, or a workspace's model, unless
 * the gate has asked for a right there, the route is about the caller's own account, or it asks
 * {@link WorkspaceAccess#require} on its way.
 */
class WorkspaceArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse.idp");

    private static final Set<String> STORES = findStores();

    /** What keeps documents that carry their workspace, and the models of workspaces. */
    private static Set<String> findStores() {
        Stream<String> ofDocuments = MAIN.stream()
                .filter(type -> type.getFields().stream()
                        .map(field -> field.getType())
                        .filter(field -> field.toErasure().isEquivalentTo(DocumentType.class)
                                || field.toErasure().isEquivalentTo(Documents.class))
                        .filter(JavaParameterizedType.class::isInstance)
                        .map(field -> ((JavaParameterizedType) field).getActualTypeArguments())
                        .anyMatch(document -> document.getFirst()
                                .toErasure()
                                .tryGetField("workspace")
                                .isPresent()))
                .map(JavaClass::getName);
        return Stream.concat(ofDocuments, Stream.of(FollowedEngine.class.getName()))
                .collect(Collectors.toSet());
    }

    private static boolean reaches(JavaMethod route, Predicate<JavaCodeUnit> wanted) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(route));
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.pop();
            if (!seen.add(unit)) {
                continue;
            }
            if (wanted.test(unit)) {
                return true;
            }
            unit.getCallsFromSelf().stream()
                    .map(call -> call.getTarget().resolveMember())
                    .flatMap(Optional::stream)
                    .forEach(open::push);
            unit.getMethodReferencesFromSelf().stream()
                    .map(reference -> reference.getTarget().resolveMember())
                    .flatMap(Optional::stream)
                    .forEach(open::push);
        }
        return false;
    }

    private static boolean guarded(JavaMethod route) {
        Callers callers = route.getAnnotationOfType(Operation.class).by();
        return callers == Callers.PERMITTED
                || callers == Callers.PERSON
                || reaches(
                        route,
                        unit -> unit.getOwner().isEquivalentTo(WorkspaceAccess.class)
                                && unit.getName().equals("require"));
    }

    private static List<JavaMethod> routes(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Operation.class))
                .toList();
    }

    private static boolean reachesAStore(JavaMethod route) {
        return reaches(route, unit -> STORES.contains(unit.getOwner().getName()));
    }

    private static List<String> unguarded(JavaClasses classes) {
        return routes(classes).stream()
                .filter(route -> reachesAStore(route) && !guarded(route))
                .map(JavaMethod::getFullName)
                .toList();
    }

    /** What must not be: a route that anybody with credentials may call, and that lists what is not theirs. */
    static final class OpenController {
        private final ClientStore clients;

        OpenController(ClientStore clients) {
            this.clients = clients;
        }

        @Operation(action = "client.listed", on = "client", by = Callers.AUTHENTICATED)
        int list(Caller caller, String workspace) {
            return Optional.of(caller).map(known -> count(workspace)).orElse(0);
        }

        private int count(String workspace) {
            return clients.list(workspace, 1, Optional.empty()).items().size();
        }
    }

    @Test
    void keepsWhenDocumentsHaveAWorkspaceThenTheirStoresAreKnown() {
        assertThat(STORES)
                .contains(
                        "dev.gatehouse.idp.clients.ClientStore",
                        "dev.gatehouse.idp.accounts.AccountDirectory",
                        "dev.gatehouse.idp.access.log.StoredAccessLog");
    }

    @Test
    void routesWhenTheyReachAWorkspaceThenGuarded() {
        assertThat(routes(MAIN).stream().filter(WorkspaceArchitectureTest::reachesAStore))
                .hasSizeGreaterThan(20);
        assertThat(unguarded(MAIN)).isEmpty();
    }

    @Test
    void routesWhenOneIsNotGuardedThenFound() {
        JavaClasses withTests = new ClassFileImporter().importPackages("dev.gatehouse.idp");
        assertThat(unguarded(withTests)).singleElement().asString().contains("OpenController.list");
    }
}
