package org.hactl.api;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a reply has every value that its type promises. JSON may leave out any value; without
 * this check the value would be missed only where it is printed, beside the answers of other hosts.
 */
final class WholeReply {
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .map(Component::of)
              .toList();
        }
      };

  /** A component that may lack a value; the answer about it is read once for each type. */
  private record Component(String name, Method accessor, boolean nullable) {
    static Component of(RecordComponent it) {
      return new Component(
          it.getName(),
          it.getAccessor(),
          it.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    @Nullable Object value(Record of) {
      try {
        return accessor.invoke(of);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }
  }

  private WholeReply() {}

  /**
   * @throws ProtocolException if a value is missing that is not declared as nullable
   */
  static void check(Record reply) throws ProtocolException {
    for (Component component : COMPONENTS.get(reply.getClass())) {
      Object value = component.value(reply);
      if (value != null) {
        checkValue(value, component.name());
      } else if (!component.nullable()) {
        throw missing(component.name());
      }
    }
  }

  private static void checkValue(@Nullable Object value, String name) throws ProtocolException {
    switch (value) {
      case null -> throw missing(name);
      case Record inner -> check(inner);
      case Collection<?> all -> {
        for (Object each : all) {
          checkValue(each, name);
        }
      }
      case Map<?, ?> map -> checkValue(map.values(), name);
      default -> {}
    }
  }

  private static ProtocolException missing(String name) {
    return new ProtocolException("a value of \"%s\" is missing".formatted(name));
  }
}
