package dev.sluice.tests;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds where what a public class shows to other packages names none of the hidden types. */
final class PublicApiWithout extends ArchCondition<JavaClass> {

    private final DescribedPredicate<JavaClass> hidden;

    PublicApiWithout(DescribedPredicate<JavaClass> hidden) {
        super("show no type that resides in the packages of a hidden library");
        this.hidden = hidden;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
            return;
        }
        type.getMembers().stream().filter(PublicApiWithout::isShown).forEach(member -> {
            if (typesIn(member).stream().anyMatch(hidden)) {
                events.add(SimpleConditionEvent.violated(
                        type, member.getDescription() + " shows a hidden type in " + member.getSourceCodeLocation()));
            }
        });
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Set<JavaClass> typesIn(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getAllInvolvedRawTypes();
        }
        JavaCodeUnit method = (JavaCodeUnit) member;
        return Stream.concat(method.getAllInvolvedRawTypes().stream(), method.getExceptionTypes().stream())
                .collect(Collectors.toSet());
    }
}
