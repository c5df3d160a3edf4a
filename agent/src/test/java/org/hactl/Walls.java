package org.hactl;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.time.Instant;

/** What rules of several packages are made of. */
public final class Walls {
  private Walls() {}

  /** What logic does not do: the time is passed in. */
  public static ArchCondition<JavaClass> readAClock() {
    return callMethod(System.class, "nanoTime")
        .or(callMethod(System.class, "currentTimeMillis"))
        .or(callMethod(Instant.class, "now"));
  }
}
