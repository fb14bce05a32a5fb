/**
 * The engine: links, layouts, attestations and policies of <a href="https://in-toto.io">in-toto</a>. It knows nothing of
 * Jenkins and could be a library of its own. Its packages build on each other in one direction.
 */
package io.jenkins.plugins.intoto.engine;
