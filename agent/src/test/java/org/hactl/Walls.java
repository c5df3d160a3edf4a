package org.hactl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What rules of several packages are made of. */
public final class Walls {
  private Walls() {}

  /** What logic does not do: the time is passed in. */
  public static ArchCondition<JavaClass> readAClock() {
    return callMethod(System.class, "nanoTime")
        .or(callMethod(System.class, "currentTimeMillis"))
        .or(callMethod(Instant.class, "now"));
  }

  /** The classes of these names. */
  public static DescribedPredicate<JavaClass> are(String... simpleNames) {
    Set<String> names = Set.of(simpleNames);
    return describe(
        "are " + List.of(simpleNames), javaClass -> names.contains(javaClass.getSimpleName()));
  }
}
