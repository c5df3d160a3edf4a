package org.hactl.api;

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
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .toList();
        }
      };

  private WholeReply() {}

  /**
   * @throws ProtocolException if a value is missing that is not declared as nullable
   */
  static void check(Record reply) throws ProtocolException {
    for (RecordComponent component : COMPONENTS.get(reply.getClass())) {
      Object value = value(component, reply);
      if (value == null) {
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          throw missing(component.getName());
        }
      } else {
        checkValue(value, component.getName());
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

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
