/** Text for people: safe to show on terminals and pages, in a stable order, and no longer than anybody reads. */
package io.jenkins.plugins.intoto.engine.text;
