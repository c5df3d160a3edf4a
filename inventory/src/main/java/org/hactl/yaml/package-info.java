/**
 * YAML with line and column. Imports no other package of hactl.
 *
 * <p>{@link org.hactl.yaml.YamlReader} turns a file into {@link org.hactl.yaml.YamlNode}s that know
 * their place in it. A {@link org.hactl.yaml.Shape} is declared once and does three things: it
 * decodes nodes into values, reports all errors at once as {@link org.hactl.yaml.Problem}s with the
 * nearest valid word, and prints its JSON Schema. {@link org.hactl.yaml.Fields} declares the keys
 * of a map.
 */
@NullMarked
package org.hactl.yaml;

import org.jspecify.annotations.NullMarked;
