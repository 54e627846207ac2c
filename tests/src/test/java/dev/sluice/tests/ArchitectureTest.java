package dev.sluice.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds the house up, whoever builds on: the order of core's packages, and who may know whom. */
class ArchitectureTest {

    /** Core's packages in the order of the flow: each imports those before it only. */
    private static final List<String> FLOW = List.of(
            "failure",
            "object",
            "event",
            "cel",
            "cluster",
            "source",
            "artifact",
            "kustomize",
            "helm",
            "sops",
            "flux",
            "migrate",
            "render",
            "change",
            "validate",
            "apply",
            "report",
            "notify",
            "pipeline");

    /** The packages of the other modules; nothing of core imports them. */
    private static final String[] OUTSIDE_CORE = {"dev.sluice.camel..", "dev.sluice.cli..", "dev.sluice.maven.."};

    /** Fewer classes than this means that the rules looked at an empty class path. */
    private static final int FEWEST_CLASSES = 150;

    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            // The JUnit extension is a library of its own: it knows nothing of Sluice.
            .withImportOption(location -> !location.contains("dev/sluice/junit/"))
            .importPackages("dev.sluice");

    @Test
    void theRulesSeeTheWholeProgram() {
        assertThat(SLUICE.size()).isGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheFlow() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(FLOW.stream().map(ArchitectureTest::in), Stream.of(OUTSIDE_CORE))
                        .toArray(String[]::new))
                .check(SLUICE);
    }

    @ParameterizedTest
    @MethodSource("flow")
    void aPackageImportsOnlyWhatStandsBeforeIt(String name) {
        List<String> later = FLOW.subList(FLOW.indexOf(name) + 1, FLOW.size());
        String[] forbidden = Stream.concat(later.stream().map(ArchitectureTest::in), Stream.of(OUTSIDE_CORE))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(SLUICE);
    }

    @Test
    void kustomizeAndHelmAreLibrariesOfTheirOwn() {
        noClasses()
                .that(resideInAnyPackage(in("kustomize"), in("helm")))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(not(resideInAnyPackage(in("failure"), in("object"), in("kustomize"), in("helm")))))
                .because("they know nothing of Flux, of runs and of clusters: others can use them alone")
                .check(SLUICE);
    }

    @Test
    void onlyTheRoutesKnowCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.camel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..")
                .check(SLUICE);
    }

    @Test
    void coreKnowsNoFrontEnd() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OUTSIDE_CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "org.apache.maven..")
                .check(SLUICE);
    }

    @Test
    void librariesStayBehindTheDoor() {
        classes()
                .that()
                .resideOutsideOfPackages(OUTSIDE_CORE)
                .should(new PublicApiWithout(resideInAnyPackage(
                        "org.eclipse.jgit..", "org.apache.sshd..", "org.snakeyaml..", "io.fabric8..", "okhttp3..")))
                .because("a library that nobody sees can be replaced")
                .check(SLUICE);
    }

    @Test
    void onlyMainTouchesTheProcess() {
        DescribedPredicate<JavaClass> main = DescribedPredicate.describe(
                "the command line's Main", type -> type.getName().matches("dev\\.sluice\\.cli\\.Main(\\$.*)?"));

        noClasses()
                .that(not(main))
                .should(accessField(System.class, "out")
                        .or(accessField(System.class, "err"))
                        .or(accessField(System.class, "in"))
                        .or(callMethod(System.class, "exit", int.class))
                        .or(callMethod(Runtime.class, "exit", int.class))
                        .or(callMethod(Runtime.class, "halt", int.class)))
                .check(SLUICE);
    }

    @Test
    void nothingIsNullWithoutSayingSo() {
        assertThat(SLUICE.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(found -> !found.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .describedAs("packages whose package-info.java is missing or not @NullMarked")
                .isEmpty();
    }

    @Test
    void nothingMutableIsStatic() {
        fields().that().areStatic().should().beFinal().check(SLUICE);
    }

    @Test
    void namesAreTheReadersWords() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Util|Utils|Helper|Manager|Impl|Info))")
                .because("a name that says nothing hides two classes")
                .check(SLUICE);
    }

    @Test
    void aClassOfCoreIsFinalOrSaysWhoExtendsIt() {
        classes()
                .that()
                .resideOutsideOfPackages(OUTSIDE_CORE)
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .areNotAnonymousClasses()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(SLUICE);
    }

    private static Stream<String> flow() {
        return FLOW.stream();
    }

    private static String in(String name) {
        return "dev.sluice." + name + "..";
    }
}
