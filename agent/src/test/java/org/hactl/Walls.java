package org.hactl;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.time.Clock;
import java.util.Set;

/** Conditions that the import rules of several packages share. */
public final class Walls {
  private static final Set<String> READINGS_OF_SYSTEM = Set.of("nanoTime", "currentTimeMillis");

  private Walls() {}

  /**
   * Finds classes that read a clock, by a call or a method reference. Logic must not do this: it
   * gets the time as a parameter.
   */
  public static ArchCondition<JavaClass> readAClock() {
    return accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                "a clock is read", access -> readsAClock(access.getTarget())))
        .as("read a clock");
  }

  private static boolean readsAClock(AccessTarget target) {
    JavaClass owner = target.getOwner();
    String method = target.getName();
    return owner.isEquivalentTo(System.class) && READINGS_OF_SYSTEM.contains(method)
        || owner.isEquivalentTo(Clock.class) && method.startsWith("system")
        || owner.getPackageName().equals("java.time") && method.equals("now");
  }
}
