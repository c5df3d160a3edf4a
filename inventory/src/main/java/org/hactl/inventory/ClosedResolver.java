package org.hactl.inventory;

import com.hubspot.jinjava.el.ext.JinjavaBeanELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * What {@code a.b}, {@code a[b]} and {@code a.b()} mean in a template: keys of maps, items of
 * lists, characters of strings, the loop's counters and a few methods of Python. Templates cannot
 * reach Java objects.
 */
final class ClosedResolver extends ELResolver {
  private final JinjavaListELResolver lists = new JinjavaListELResolver(true);
  private final JinjavaBeanELResolver library = new JinjavaBeanELResolver(true);

  @Override
  @SuppressWarnings("NullAway") // the library expects null for a missing value
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    if (base == null || property == null) {
      return null;
    }
    return switch (base) {
      case Map<?, ?> map -> {
        context.setPropertyResolved(true);
        yield map.get(property.toString());
      }
      case List<?> _ -> lists.getValue(context, base, property);
      case ForLoop _ -> library.getValue(context, base, property);
      case Map.Entry<?, ?> entry -> {
        context.setPropertyResolved(true);
        yield switch (property.toString()) {
          case "0", "key" -> entry.getKey();
          case "1", "value" -> entry.getValue();
          default -> null;
        };
      }
      case String text when property.toString().matches("-?[0-9]{1,7}") -> {
        context.setPropertyResolved(true);
        int index = Integer.parseInt(property.toString());
        int at = index < 0 ? text.length() + index : index;
        yield at >= 0 && at < text.length() ? text.substring(at, at + 1) : null;
      }
      default -> {
        context.setPropertyResolved(true);
        yield null;
      }
    };
  }

  @Override
  @SuppressWarnings("NullAway")
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      @Nullable Object @Nullable [] arguments) {
    if (base == null || method == null) {
      return null;
    }
    if (base instanceof Filter || base instanceof ExpTest) {
      return library.invoke(context, base, method, types, arguments);
    }
    context.setPropertyResolved(true);
    List<?> given = arguments == null ? List.of() : java.util.Arrays.asList(arguments);
    return PythonMethods.invoke(base, method.toString(), given);
  }

  @Override
  public Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
    return Object.class;
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
    throw new jinjava.javax.el.PropertyNotWritableException("values are read-only");
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return true;
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return Object.class;
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return Collections.emptyIterator();
  }
}
