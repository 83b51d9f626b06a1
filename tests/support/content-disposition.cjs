// @fastify/static loads content-disposition, an ES module, by `require`: Node does that, jest cannot. Nothing the tests ask for is
// served as a download by it, so its place is taken by something that says so.
const refuse = () => {
  throw new Error('content-disposition is not there under jest (see jest.config.mjs)');
};
module.exports = { create: refuse, parse: refuse };
