/** Keys that Jenkins keeps as credentials: the plugin's own kind, and how keys are read from this and the usual kinds. */
package io.jenkins.plugins.intoto.credentials;
