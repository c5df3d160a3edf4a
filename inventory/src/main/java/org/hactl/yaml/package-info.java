/**
 * YAML with line and column, and nothing of ours beneath it.
 *
 * <p>{@link org.hactl.yaml.YamlReader} turns a file into {@link org.hactl.yaml.YamlNode}s which
 * know where they stand. A {@link org.hactl.yaml.Shape} is declared once and does three things: it
 * decodes nodes into values, reports everything wrong at once as {@link org.hactl.yaml.Problem}s
 * with the nearest right word, and prints its JSON Schema. {@link org.hactl.yaml.Fields} declares
 * the keys of a map.
 */
@NullMarked
package org.hactl.yaml;

import org.jspecify.annotations.NullMarked;
