package org.hactl.inventory;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The library, set up to behave like Ansible's Jinja, without access to files or Java objects. */
final class TemplateEngine {
  /** Created when the first template is rendered, because loading the library delays the start. */
  static final Jinjava JINJAVA = create();

  private static final int MAX_CHARACTERS = 1 << 20;

  private TemplateEngine() {}

  @SuppressWarnings("deprecation") // the new setting for map keys needs the old one
  private static Jinjava create() {
    LegacyOverrides python =
        LegacyOverrides.newBuilder()
            .withIterateOverMapKeys(true)
            .withEvaluateMapKeys(true)
            .withUsePyishObjectMapper(true)
            .withUseNaturalOperatorPrecedence(true)
            .withParseWhitespaceControlStrictly(true)
            .withKeepNullableLoopValues(true)
            .build();
    JinjavaConfig config =
        JinjavaConfig.newBuilder()
            .withLocale(Locale.ROOT)
            .withFailOnUnknownTokens(true)
            .withNestedInterpretationEnabled(false)
            .withTrimBlocks(true)
            .withIterateOverMapKeys(true)
            .withReadOnlyResolver(true)
            .withMaxRenderDepth(30)
            .withMaxOutputSize(MAX_CHARACTERS)
            .withMaxStringLength(MAX_CHARACTERS)
            .withMaxListSize(10_000)
            .withMaxMapSize(10_000)
            .withRangeLimit(1_000)
            .withDisabled(
                Map.of(
                    Context.Library.TAG,
                    Set.of("include", "import", "from", "extends", "block", "do"),
                    Context.Library.FILTER,
                    Set.of("log", "render", "random", "shuffle", "fromyaml"),
                    Context.Library.FUNCTION,
                    Set.of("unixtimestamp", "today")))
            .withElResolver(new ClosedResolver())
            .withProcessors(
                JinjavaProcessors.newBuilder()
                    .withNodePreProcessor((_, _) -> Templates.step())
                    .build())
            .withLegacyOverrides(python)
            .build();
    Jinjava jinjava = new Jinjava(config);
    jinjava.setResourceLocator((name, _, _) -> {
      throw new IOException("templates read no files: " + name);
    });
    AnsibleFilters.all().forEach(jinjava::registerFilter);
    return jinjava;
  }
}
