package keras4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the table of packages in the README. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("keras4j");

    @Test
    void packagesImportOnlyWhatTheyMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture()
                .layer("cli")
                .definedBy("keras4j.cli")
                .layer("examples")
                .definedBy("keras4j.examples..")
                .layer("keras4j")
                .definedBy("keras4j")
                .layer("callbacks")
                .definedBy("keras4j.callbacks")
                .layer("formats")
                .definedBy("keras4j.internal.formats")
                .layer("saving")
                .definedBy("keras4j.internal.saving")
                .layer("dl4j")
                .definedBy("keras4j.internal.dl4j")
                .layer("compiled")
                .definedBy("keras4j.internal.compiled")
                .layer("graph")
                .definedBy("keras4j.internal.graph")
                .layer("onnx")
                .definedBy("keras4j.internal.onnx")
                .layer("events")
                .definedBy("keras4j.internal.events")
                .layer("pictures")
                .definedBy("keras4j.internal.pictures")
                .layer("protobuf")
                .definedBy("keras4j.internal.protobuf")
                .layer("tensor")
                .definedBy("keras4j.internal.tensor")
                .layer("engine")
                .definedBy("keras4j.internal.engine")
                .layer("kernels")
                .definedBy("keras4j.internal.kernels")
                .layer("ops")
                .definedBy("keras4j.ops")
                .layer("plan")
                .definedBy("keras4j.internal.plan")
                .layer("layers")
                .definedBy("keras4j.layers")
                .layer("data")
                .definedBy("keras4j.data")
                .layer("metrics")
                .definedBy("keras4j.metrics")
                .layer("losses")
                .definedBy("keras4j.losses")
                .layer("optimizers")
                .definedBy("keras4j.optimizers")
                .layer("initializers")
                .definedBy("keras4j.initializers")
                .layer("regularizers")
                .definedBy("keras4j.regularizers")
                .layer("constraints")
                .definedBy("keras4j.constraints")
                .layer("activations")
                .definedBy("keras4j.activations")
                .layer("core")
                .definedBy("keras4j.core")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("examples")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("keras4j")
                .mayOnlyBeAccessedByLayers("callbacks", "cli", "examples")
                .whereLayer("callbacks")
                .mayOnlyBeAccessedByLayers("cli", "examples")
                .whereLayer("formats")
                .mayOnlyBeAccessedByLayers("keras4j", "cli")
                .whereLayer("saving")
                .mayOnlyBeAccessedByLayers("formats", "dl4j", "keras4j", "cli")
                .whereLayer("dl4j")
                .mayOnlyBeAccessedByLayers("formats", "keras4j")
                .whereLayer("compiled")
                .mayOnlyBeAccessedByLayers("keras4j")
                .whereLayer("graph")
                .mayOnlyBeAccessedByLayers("formats", "saving", "compiled", "dl4j", "keras4j", "cli")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("layers", "compiled", "dl4j", "keras4j", "kernels", "plan")
                .whereLayer("layers")
                .mayOnlyBeAccessedByLayers("graph", "saving", "compiled", "dl4j", "keras4j", "cli", "examples")
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers(
                        "layers", "engine", "compiled", "dl4j", "keras4j", "callbacks", "cli", "examples")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("saving", "keras4j", "examples")
                .whereLayer("losses")
                .mayOnlyBeAccessedByLayers("saving", "metrics", "dl4j", "keras4j", "examples")
                .whereLayer("optimizers")
                .mayOnlyBeAccessedByLayers("saving", "dl4j", "keras4j", "examples")
                .whereLayer("initializers")
                .mayOnlyBeAccessedByLayers("layers", "keras4j", "examples")
                .whereLayer("regularizers")
                .mayOnlyBeAccessedByLayers("layers", "dl4j", "keras4j", "examples")
                .whereLayer("constraints")
                .mayOnlyBeAccessedByLayers("layers", "keras4j", "examples")
                .whereLayer("activations")
                .mayOnlyBeAccessedByLayers("saving", "layers", "graph", "dl4j", "keras4j", "examples")
                .whereLayer("onnx")
                .mayOnlyBeAccessedByLayers("saving", "layers", "ops")
                .whereLayer("events")
                .mayOnlyBeAccessedByLayers("callbacks")
                .whereLayer("events")
                .mayOnlyAccessLayers("protobuf", "core")
                .whereLayer("pictures")
                .mayOnlyBeAccessedByLayers("callbacks", "keras4j", "data")
                .whereLayer("pictures")
                .mayOnlyAccessLayers("core")
                .whereLayer("protobuf")
                .mayOnlyBeAccessedByLayers("onnx", "events", "callbacks")
                .whereLayer("protobuf")
                .mayNotAccessAnyLayer()
                .whereLayer("kernels")
                .mayOnlyAccessLayers("engine", "core")
                .whereLayer("ops")
                .mayOnlyAccessLayers("kernels", "onnx", "tensor", "core")
                .whereLayer("plan")
                .mayOnlyAccessLayers("ops", "kernels", "engine", "tensor", "core")
                .whereLayer("tensor")
                .mayOnlyBeAccessedByLayers("saving", "dl4j", "layers", "ops", "plan", "onnx")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("keras4j.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheDl4jPackageRunsDl4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("keras4j.internal.dl4j")
                .and()
                .doNotHaveFullyQualifiedName(Model.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.deeplearning4j..")
                .check(CLASSES);
        // Model only hands a network on.
        noClasses()
                .that()
                .resideInAnyPackage(
                        "keras4j.layers", "keras4j.losses", "keras4j.optimizers", "keras4j.metrics", "keras4j.core")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j.linalg.lossfunctions..", "org.nd4j.linalg.learning..")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsEachLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("keras4j.internal.saving")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.jhdf..")
                .check(CLASSES);
        noClasses()
                .that()
                .haveNameNotMatching("keras4j\\.core\\.Json.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("keras4j.data")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.siegmar..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("keras4j.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
        noClasses()
                .that()
                .haveNameNotMatching("keras4j\\.internal\\.kernels\\.(Native.*|BlasThreads|Gemm)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void whatUsersMakeIsFinal() {
        classes()
                .that()
                .resideInAnyPackage(
                        "keras4j.layers",
                        "keras4j.losses",
                        "keras4j.optimizers",
                        "keras4j.metrics",
                        "keras4j.initializers",
                        "keras4j.constraints",
                        "keras4j.callbacks")
                .and()
                .arePublic()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
