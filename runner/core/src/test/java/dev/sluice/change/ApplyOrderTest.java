package dev.sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.ApplyOrder.GroupKind;
import dev.sluice.change.ApplyOrder.Stage;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplyOrderTest {

    private static final ObjectId CRD = of("apiextensions.k8s.io", "CustomResourceDefinition");
    private static final ObjectId OTHER_CRD = of("example.com", "CustomResourceDefinition");
    private static final ObjectId CLASS = of("example.com", "MyClass");
    private static final ObjectId DEPLOYMENT = of("apps", "Deployment");
    private static final ObjectId INGRESS = of("networking.k8s.io", "Ingress");
    private static final ObjectId WEBHOOK = of("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");

    private final ApplyOrder order = ApplyOrder.load();

    private static ObjectId of(String group, String kind) {
        return new ObjectId(group, kind, "", "x");
    }

    @Test
    void appliesDefinitionsThenClassesThenTheRest() {
        List<ObjectId> staged = Stream.of(WEBHOOK, INGRESS, DEPLOYMENT, CLASS, OTHER_CRD, CRD)
                .sorted(order.staged())
                .toList();

        assertThat(staged).containsExactly(CRD, CLASS, OTHER_CRD, DEPLOYMENT, INGRESS, WEBHOOK);
    }

    @Test
    void sortsKindsOutsideOfTheTableByGroup() {
        List<ObjectId> sorted = Stream.of(WEBHOOK, INGRESS, DEPLOYMENT, CLASS)
                .sorted(order.sorted())
                .toList();

        assertThat(sorted).containsExactly(DEPLOYMENT, CLASS, INGRESS, WEBHOOK);
    }

    @Test
    void givesChosenKindsAStageOfTheirOwnUnlessTheyHaveOne() {
        ApplyOrder custom = order.withCustomStage(
                Set.of(new GroupKind("apps", "Deployment"), new GroupKind("example.com", "MyClass")));

        assertThat(custom.stage(DEPLOYMENT)).isEqualTo(Stage.CUSTOM);
        assertThat(custom.stage(CLASS)).isEqualTo(Stage.CLASSES);
    }

    @Test
    void readsTheKindsOfAStageAsTheFlagOfKustomizeControllerHasThem() {
        assertThat(GroupKind.parse("batch/Job, Pod,a/b/c"))
                .containsExactlyInAnyOrder(
                        new GroupKind("batch", "Job"), new GroupKind("", "Pod"), new GroupKind("a", "b/c"));
        assertThat(GroupKind.parse("")).isEmpty();
    }
}
